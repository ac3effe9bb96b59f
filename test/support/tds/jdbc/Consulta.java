import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs statements through Microsoft's driver and prints what comes back, a line an item, fields apart by tabs.
 * First the URL, then commands: `query SQL`, `update SQL`, `prepare SQL value…` (till `;`), `begin`, `snapshot`, `commit`,
 * `rollback`, `timeout SECONDS SQL`.
 */
public class Consulta {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** The argument that was read last. */
  private static int place;

  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection(arguments[0])) {
      for (place = 1; place < arguments.length; place++) {
        try {
          run(connection, arguments);
        } catch (SQLException failure) {
          OUT.println("error\t" + failure.getErrorCode() + "\t" + failure.getMessage());
        }
      }
    } catch (SQLException failure) {
      OUT.println("error\t" + failure.getErrorCode() + "\t" + failure.getMessage().split("\n")[0]);
    }
  }

  private static void run(Connection connection, String[] arguments) throws SQLException {
    switch (arguments[place]) {
      case "begin" -> connection.setAutoCommit(false);
      case "snapshot" -> connection.setTransactionIsolation(0x1000);
      case "commit" -> connection.commit();
      case "rollback" -> connection.rollback();
      case "query" -> {
        try (Statement statement = connection.createStatement()) {
          print(statement.executeQuery(arguments[++place]));
        }
      }
      case "update" -> {
        try (Statement statement = connection.createStatement()) {
          OUT.println("count\t" + statement.executeUpdate(arguments[++place]));
        }
      }
      case "timeout" -> {
        try (Statement statement = connection.createStatement()) {
          statement.setQueryTimeout(Integer.parseInt(arguments[++place]));
          print(statement.executeQuery(arguments[++place]));
        }
      }
      case "prepare" -> prepare(connection, arguments);
      default -> throw new IllegalArgumentException(arguments[place]);
    }
  }

  /** Each row of values, to the next `;`, runs the same prepared statement again. */
  private static void prepare(Connection connection, String[] arguments) throws SQLException {
    String text = arguments[++place];
    int parameters = count(text);
    int end = place;
    while (!arguments[end].equals(";")) end++;
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (int at = place + 1; at < end; at += parameters) {
        for (int index = 0; index < parameters; index++) statement.setString(index + 1, arguments[at + index]);
        print(statement.executeQuery());
      }
    } finally {
      place = end;
    }
  }

  private static int count(String text) {
    return (int) text.chars().filter((letter) -> letter == '?').count();
  }

  private static void print(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    StringBuilder head = new StringBuilder("columns");
    for (int index = 1; index <= columns.getColumnCount(); index++) {
      head.append('\t').append(columns.getColumnName(index)).append(' ').append(columns.getColumnTypeName(index));
      head.append(' ').append(columns.getPrecision(index)).append(' ').append(columns.getScale(index));
    }
    OUT.println(head);
    while (rows.next()) {
      StringBuilder row = new StringBuilder("row");
      for (int index = 1; index <= columns.getColumnCount(); index++) row.append('\t').append(rows.getString(index));
      OUT.println(row);
    }
  }
}
