import com.healthmarketscience.jackcess.Column;
import com.healthmarketscience.jackcess.ColumnBuilder;
import com.healthmarketscience.jackcess.DataType;
import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.DatabaseBuilder;
import com.healthmarketscience.jackcess.DateTimeType;
import com.healthmarketscience.jackcess.Index;
import com.healthmarketscience.jackcess.IndexBuilder;
import com.healthmarketscience.jackcess.PropertyMap;
import com.healthmarketscience.jackcess.Row;
import com.healthmarketscience.jackcess.Table;
import com.healthmarketscience.jackcess.TableBuilder;
import com.healthmarketscience.jackcess.TableMetaData;
import com.healthmarketscience.jackcess.complex.ComplexValueForeignKey;
import com.healthmarketscience.jackcess.crypt.CryptCodecProvider;
import com.healthmarketscience.jackcess.impl.ColumnImpl;
import com.healthmarketscience.jackcess.impl.TableImpl;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import java.util.stream.Collectors;

/**
 * Writes and reads Access files by Jackcess, at the commands that come line by line, fields apart by tabs. Each command is
 * answered by lines and then a point, a failure by `!` and its message. A cell is a letter for its kind and its value: `N`
 * null, `B` a truth value, `I` an integer, `D` a decimal, `S` the bits of a single, `F` those of a double, `T` a wall time,
 * `X` bytes and `C` UTF-16 text in base64, `G` a GUID, `A` what the column counts up by itself.
 */
public class Access {
  private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

  private static Database database;
  private static Table table;
  private static Object[] last;

  public static void main(String[] arguments) throws Exception {
    // What it warns of odd files is no part of an answer.
    LogManager.getLogManager().reset();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        run(line.split("\t", -1));
      } catch (Exception | LinkageError failure) {
        OUT.println("!" + failure.getClass().getSimpleName() + " " + String.valueOf(failure.getMessage()).split("\n")[0]);
      }
      OUT.println(".");
      OUT.flush();
    }
  }

  private static void run(String[] fields) throws Exception {
    switch (fields[0]) {
      case "ready" -> {}
      case "dump" -> dump(fields[1], fields[2], fields[3]);
      case "create" -> database =
          new DatabaseBuilder(new File(fields[1])).setFileFormat(Database.FileFormat.valueOf(fields[2])).setAutoSync(false).create();
      case "open" -> database = new DatabaseBuilder(new File(fields[1])).setAutoSync(false).open();
      case "use" -> table = database.getTable(fields[1]);
      case "table" -> makeTable(fields);
      case "column" -> columnOf(fields[1]).addToTable(table);
      case "link" -> database.createLinkedTable(fields[1], fields[2], fields[3]);
      case "row" -> last = table.addRow(cells(fields));
      case "lookup" -> lookup(fields[1], fields[2]);
      case "attachments" -> makeAttachments(new File(fields[1]), fields[2], fields[3]);
      case "attach" -> attach(fields[1], valueOf(fields[2]));
      case "change" -> change(fields[1], fields[2]);
      case "close" -> {
        database.close();
        database = null;
      }
      default -> throw new IllegalArgumentException(fields[0]);
    }
  }

  /** A name, the key's columns with `|` between, then the columns. */
  private static void makeTable(String[] fields) throws Exception {
    TableBuilder builder = new TableBuilder(fields[1]);
    for (int index = 3; index < fields.length; index++) builder.addColumn(columnOf(fields[index]));
    if (!fields[2].isEmpty()) builder.addIndex(new IndexBuilder(IndexBuilder.PRIMARY_KEY_NAME).addColumns(fields[2].split("\\|")).setPrimaryKey());
    table = builder.toTable(database);
  }

  /** `NAME:TYPE`, `NAME:TYPE:units` or `NAME:TYPE:precision:scale`. */
  private static ColumnBuilder columnOf(String text) {
    String[] parts = text.split(":");
    ColumnBuilder column = new ColumnBuilder(parts[0], DataType.valueOf(parts[1]));
    if (parts.length == 3) column.setLengthInUnits(Integer.parseInt(parts[2]));
    if (parts.length == 4) column.setPrecision(Integer.parseInt(parts[2])).setScale(Integer.parseInt(parts[3]));
    return column;
  }

  private static Object[] cells(String[] fields) {
    List<Object> found = new ArrayList<>();
    for (int index = 1; index < fields.length; index++) found.add(valueOf(fields[index]));
    return found.toArray();
  }

  private static Object valueOf(String cell) {
    String text = cell.substring(1);
    return switch (cell.charAt(0)) {
      case 'N' -> null;
      case 'A' -> Column.AUTO_NUMBER;
      case 'B' -> text.equals("true");
      case 'I' -> Long.valueOf(text);
      case 'D' -> new BigDecimal(text);
      case 'S' -> Float.intBitsToFloat(Integer.parseUnsignedInt(text, 16));
      case 'F' -> Double.longBitsToDouble(Long.parseUnsignedLong(text, 16));
      case 'T' -> LocalDateTime.parse(text);
      case 'X' -> Base64.getDecoder().decode(text);
      case 'C' -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_16LE);
      case 'G' -> text;
      default -> throw new IllegalArgumentException(cell);
    };
  }

  /** A column that keeps the number of a row of another table, and shows what stands there. */
  private static void lookup(String column, String query) throws Exception {
    PropertyMap properties = table.getColumn(column).getProperties();
    properties.put("DisplayControl", DataType.INT, (short) 111);
    properties.put("RowSourceType", DataType.TEXT, "Table/Query");
    properties.put("RowSource", DataType.MEMO, query);
    properties.put("BoundColumn", DataType.INT, (short) 1);
    properties.put("ColumnCount", DataType.INT, (short) 2);
    properties.put("ColumnWidths", DataType.TEXT, "0;3000");
    properties.save();
  }

  /**
   * Makes a LONG column of an empty table one of attachments. Jackcess reads such columns and cannot make them: the flat
   * table of their rows and the row of MSysComplexColumns are as Access makes them, the type in the table's definition is
   * written over (JetFormat.Jet12Format and ComplexColumnSupport of Jackcess 4.0).
   */
  private static void makeAttachments(File file, String name, String column) throws Exception {
    int page;
    int offset;
    int id;
    try (Database found = new DatabaseBuilder(file).setAutoSync(false).open()) {
      String flat = "f_" + "0123456789ABCDEF0123456789ABCDEF_" + column;
      Table rows = new TableBuilder(flat)
          .addColumn(new ColumnBuilder("FileData", DataType.OLE))
          .addColumn(new ColumnBuilder("FileFlags", DataType.LONG))
          .addColumn(new ColumnBuilder("FileName", DataType.TEXT).setLengthInUnits(255))
          .addColumn(new ColumnBuilder("FileTimeStamp", DataType.SHORT_DATE_TIME))
          .addColumn(new ColumnBuilder("FileType", DataType.TEXT).setLengthInUnits(255))
          .addColumn(new ColumnBuilder("FileURL", DataType.MEMO))
          .addColumn(new ColumnBuilder("_0123456789ABCDEF", DataType.LONG).setAutoNumber(true))
          .addColumn(new ColumnBuilder(name + "_" + column, DataType.LONG))
          .toTable(found);
      Table holder = found.getTable(name);
      page = pageOf(holder);
      offset = 63 + 12 * ((TableImpl) holder).getLogicalIndexCount() + 25 * ((ColumnImpl) holder.getColumn(column)).getColumnNumber();
      id = (int) found.getSystemTable("MSysComplexColumns").addRowFromMap(new HashMap<String, Object>(Map.of(
          "ColumnName", column, "ConceptualTableID", page, "FlatTableID", pageOf(rows),
          "ComplexTypeObjectID", pageOf(found.getSystemTable("MSysComplexType_Attachment"))))).get("ComplexID");
      for (Row object : found.getSystemTable("MSysObjects")) {
        if (!flat.equals(object.getString("Name"))) continue;
        object.put("Flags", 0x800a0000);
        found.getSystemTable("MSysObjects").updateRow(object);
      }
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file, "rw")) {
      bytes.seek(4096L * page + offset);
      if (bytes.read() != 4) throw new IllegalStateException("no LONG column at " + offset);
      bytes.seek(4096L * page + offset);
      bytes.write(0x12);
      bytes.seek(4096L * page + offset + 11);
      bytes.writeInt(Integer.reverseBytes(id));
      // Fixed, not required, counting up.
      bytes.write(0x07);
    }
  }

  private static int pageOf(Table found) {
    return ((TableImpl) found).getTableDefPageNumber();
  }

  /** Attaches a file to the row that was written last. */
  private static void attach(String file, Object data) throws Exception {
    for (Object cell : last) {
      if (!(cell instanceof ComplexValueForeignKey key)) continue;
      key.addAttachment(null, file, "jpg", (byte[]) data, LocalDateTime.of(2026, 1, 1, 0, 0), null);
      return;
    }
    throw new IllegalStateException("the row has no column of attachments");
  }

  /** Every row whose first cell is the one becomes the other. */
  private static void change(String from, String to) throws Exception {
    String name = table.getColumns().get(0).getName();
    for (Row row : table) {
      if (!valueOf(from).equals(row.get(name))) continue;
      row.put(name, valueOf(to));
      table.updateRow(row);
    }
  }

  private static void dump(String file, String password, String charset) throws Exception {
    DatabaseBuilder builder = new DatabaseBuilder(new File(file)).setReadOnly(true);
    builder.setIgnoreBrokenSystemCatalogIndex(true);
    builder.setCodecProvider(new CryptCodecProvider(password.isEmpty() ? null : password));
    if (!charset.isEmpty()) builder.setCharset(Charset.forName(charset));
    try (Database found = builder.open()) {
      found.setDateTimeType(DateTimeType.LOCAL_DATE_TIME);
      for (TableMetaData each : found.newTableMetaDataIterable()) {
        if (each.isSystem()) continue;
        if (each.isLinked()) OUT.println("link\t" + each.getName() + "\t" + each.getLinkedTableName() + "\t" + each.getLinkedDbName());
        else dumpTable(each.open(found));
      }
    }
  }

  private static void dumpTable(Table found) throws Exception {
    OUT.println("table\t" + found.getName());
    for (Index index : found.getIndexes()) {
      if (!index.isPrimaryKey()) continue;
      OUT.println("key\t" + index.getColumns().stream().map(Index.Column::getName).collect(Collectors.joining("\t")));
    }
    Method code = ColumnImpl.class.getDeclaredMethod("getOriginalDataType");
    code.setAccessible(true);
    for (Column column : found.getColumns()) {
      int type = column.getType().isUnsupported() ? (byte) code.invoke(column) & 0xff : column.getType().getValue() & 0xff;
      OUT.println("column\t" + column.getName() + "\t" + type + "\t" + (column.isCalculated() ? "calculated" : ""));
    }
    for (Row row : found) {
      StringBuilder line = new StringBuilder("row");
      for (Column column : found.getColumns()) line.append('\t').append(cellOf(row.get(column.getName())));
      OUT.println(line);
    }
  }

  private static String cellOf(Object value) {
    if (value == null) return "N";
    if (value instanceof Boolean) return "B" + value;
    if (value instanceof Byte number) return "I" + (number & 0xff);
    if (value instanceof Short || value instanceof Integer || value instanceof Long) return "I" + value;
    if (value instanceof BigDecimal number) return "D" + number.toPlainString();
    if (value instanceof Float number) return "S" + Integer.toHexString(Float.floatToRawIntBits(number));
    if (value instanceof Double number) return "F" + Long.toHexString(Double.doubleToRawLongBits(number));
    if (value instanceof LocalDateTime time) return "T" + time;
    if (value instanceof byte[] bytes) return "X" + Base64.getEncoder().encodeToString(bytes);
    if (value instanceof String text) return "C" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16LE));
    return "?" + value.getClass().getSimpleName();
  }
}
