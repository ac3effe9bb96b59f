/** A real file and what an independent reader finds in it; `SOURCE.md` beside each says where it comes from. */
export interface KnownFile {
  readonly file: string;
  readonly tables: number;
  readonly rows: number;
  /** Of the columns that are read. */
  readonly cells: number;
  /** Columns that are not read, and why: `calculated`, or the code of a type that has no cell. */
  readonly left?: readonly string[];
  readonly links?: readonly string[];
  readonly password?: string;
  /** Of the texts of a file of Access 97 or before. */
  readonly codePage?: string;
}

export const knownFiles: readonly KnownFile[] = [
  { file: 'access/claroty-access_parser/test.mdb', tables: 1, rows: 2, cells: 8 },
  { file: 'access/format-corpus/acc95.mdb', tables: 1, rows: 1, cells: 1 },
  { file: 'access/format-corpus/reviews.mdb', tables: 1, rows: 297, cells: 2970 },
  { file: 'access/inventario-es/Inventario.mdb', tables: 19, rows: 0, cells: 0 },
  { file: 'access/jackcess/binIdxTestV2010.accdb', tables: 1, rows: 105, cells: 315 },
  {
    file: 'access/jackcess/calcFieldTestV2010.accdb',
    tables: 1,
    rows: 4,
    cells: 24,
    left: [
      'Table1.LastFirst: calculated',
      'Table1.LastFirstLen: calculated',
      'Table1.MonthlySalary: calculated',
      'Table1.IsRich: calculated',
      'Table1.AllNames: calculated',
      'Table1.WeeklySalary: calculated',
      'Table1.SalaryTest: calculated',
      'Table1.BoolTest: calculated',
      'Table1.DecimalTest: calculated',
      'Table1.FloatTest: calculated',
      'Table1.BigNumTest: calculated',
    ],
  },
  { file: 'access/jackcess/compIndexTestV1997.mdb', tables: 1, rows: 512, cells: 1536 },
  {
    file: 'access/jackcess/complexDataTestV2007.accdb',
    tables: 1,
    rows: 4,
    cells: 12,
    left: [
      'Table1.VersionHistory_F5F8918F-0A3F-4DA9-AE71-184EE5012880: 0x12',
      'Table1.multi-value-data: 0x12',
      'Table1.attach-data: 0x12',
    ],
  },
  { file: 'access/jackcess/delTestV2007.accdb', tables: 2, rows: 3, cells: 8 },
  {
    file: 'access/jackcess/extDateTestV2019.accdb',
    tables: 1,
    rows: 9,
    cells: 45,
    left: ['Table1.DateNormalCalc: calculated'],
  },
  { file: 'access/jackcess/fixedNumericTestV2000.mdb', tables: 1, rows: 1, cells: 7 },
  { file: 'access/jackcess/fixedNumericTestV2007.accdb', tables: 2, rows: 2, cells: 11 },
  { file: 'access/jackcess/fixedTextTestV2003.mdb', tables: 1, rows: 2, cells: 20 },
  { file: 'access/jackcess/indexTestV1997.mdb', tables: 3, rows: 11, cells: 34 },
  { file: 'access/jackcess/indexTestV2000.mdb', tables: 3, rows: 11, cells: 34 },
  { file: 'access/jackcess/linkeeTest.accdb', tables: 2, rows: 2, cells: 4 },
  {
    file: 'access/jackcess/linkerTestV2007.accdb',
    tables: 1,
    rows: 1,
    cells: 2,
    links: ['Table2 -> Table1 de Z:\\jackcess_test\\linkeeTest.accdb'],
  },
  { file: 'access/jackcess/oldDatesV2007.accdb', tables: 1, rows: 4, cells: 8 },
  { file: 'access/jackcess/overflowTestV1997.mdb', tables: 1, rows: 7, cells: 63 },
  { file: 'access/jackcess/queryTestV1997.mdb', tables: 3, rows: 0, cells: 0 },
  { file: 'access/jackcess/test2V2000.mdb', tables: 1, rows: 1, cells: 74 },
  { file: 'access/jackcess/test2V2010.accdb', tables: 1, rows: 1, cells: 74 },
  { file: 'access/jackcess/testUnicodeCompV2003.mdb', tables: 1, rows: 8, cells: 16 },
  { file: 'access/jackcess/testV1997.mdb', tables: 4, rows: 2, cells: 18 },
  {
    file: 'access/jackcess/unsupportedFieldsTestV2007.accdb',
    tables: 1,
    rows: 3,
    cells: 3,
    left: ['Test.UnknownVar: 0x46', 'Test.UnknownFix: 0x47', 'Test.UnknownComplex: 0x12'],
  },
  { file: 'access/jackcessencrypt/db-enc.mdb', tables: 1, rows: 2, cells: 6 },
  { file: 'access/jackcessencrypt/db2013-enc.accdb', tables: 1, rows: 7, cells: 14, password: '1234' },
  { file: 'access/jackcessencrypt/db97-enc.mdb', tables: 1, rows: 2, cells: 6 },
  { file: 'access/mdb-reader/V2000_with-password.mdb', tables: 1, rows: 3, cells: 6, password: 'password' },
  { file: 'access/mdb-reader/V2010_with-password.accdb', tables: 1, rows: 3, cells: 6, password: 'password' },
  {
    file: 'access/mdb-reader/V2016_attachments.accdb',
    tables: 1,
    rows: 3,
    cells: 6,
    left: ['Table1.Attachments: 0x12'],
  },
  { file: 'access/mdb-reader/V2016_bigint.accdb', tables: 1, rows: 1, cells: 2 },
  { file: 'access/mdb-reader/V2016_currency.accdb', tables: 1, rows: 1, cells: 2 },
  { file: 'access/mdb-reader/V2016_longtext.accdb', tables: 1, rows: 1, cells: 2 },
  { file: 'access/mdb-reader/office-agile-4.4.accdb', tables: 1, rows: 3, cells: 6, password: 'password' },
  { file: 'access/mdbtools-mdbtestdata/ASampleDatabase.accdb', tables: 1, rows: 65, cells: 845 },
  { file: 'access/mdbtools-mdbtestdata/nwind.mdb', tables: 9, rows: 4032, cells: 36328 },
  { file: 'access/neptuno-es/Neptuno.mdb', tables: 8, rows: 3203, cells: 24725 },
  { file: 'access/presupuesto-es/Presupuesto.accdb', tables: 2, rows: 39, cells: 144 },
  { file: 'access/ucanaccess/boolean.accdb', tables: 1, rows: 0, cells: 0 },
  {
    file: 'access/ucanaccess/calculatedField.accdb',
    tables: 2,
    rows: 2,
    cells: 6,
    left: [
      'clcdFlds.clcd1: calculated',
      'clcdFlds.clcd2: calculated',
      'clcdFlds.clcd3: calculated',
      'clcdFlds.clcd4: calculated',
      'products.%markup: calculated',
    ],
  },
  { file: 'access/ucanaccess/charsetGBK.mdb', tables: 1, rows: 1, cells: 2, codePage: 'gbk' },
  { file: 'access/ucanaccess/corrupted.accdb', tables: 5, rows: 12, cells: 30 },
  { file: 'access/ucanaccess/float.accdb', tables: 1, rows: 1, cells: 2 },
  {
    file: 'access/ucanaccess/linked.mdb',
    tables: 0,
    rows: 0,
    cells: 0,
    links: ['table2 -> table2 de C:\\db\\linkee2.mdb', 'Table1 -> Table1 de C:\\db\\linkee1.mdb'],
  },
  { file: 'access/ucanaccess/linkee1.mdb', tables: 1, rows: 1, cells: 2 },
  { file: 'access/ucanaccess/linkee2.mdb', tables: 1, rows: 1, cells: 2 },
  { file: 'access/ucanaccess/noRoman.mdb', tables: 1, rows: 0, cells: 0 },
  { file: 'access/ucanaccess/password.mdb', tables: 0, rows: 0, cells: 0, password: 'ucanaccess' },
  { file: 'access/ucanaccess/size97.mdb', tables: 1, rows: 0, cells: 0 },
  { file: 'access/ucanaccess/weirdObjectNames.mdb', tables: 1, rows: 1, cells: 2 },
  { file: 'generado-cuipo/cuipo_generado_ace14.accdb', tables: 2, rows: 13787, cells: 199189 },
];

/** Files that are refused, each with the reason in its format. */
export const refusedFiles = [
  {
    file: 'access/jackcessencrypt/db2007-enc.accdb',
    password: 'Test123',
    reason: 'está cifrado de un modo que no se sabe abrir',
  },
] as const;
