import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedData } from './shared-data.ts';

/** The tables of AdventureWorksLT in the order of their files' columns, with the primary keys of Microsoft's own script. */
export const adventureWorks: Readonly<Record<string, { readonly key: string; readonly columns: string }>> = {
  Address: {
    key: 'AddressID',
    columns: 'AddressID AddressLine1 AddressLine2 City StateProvince CountryRegion PostalCode rowguid ModifiedDate',
  },
  Customer: {
    key: 'CustomerID',
    columns:
      'CustomerID NameStyle Title FirstName MiddleName LastName Suffix CompanyName SalesPerson EmailAddress Phone PasswordHash PasswordSalt rowguid ModifiedDate',
  },
  CustomerAddress: { key: 'CustomerID AddressID', columns: 'CustomerID AddressID AddressType rowguid ModifiedDate' },
  Product: {
    key: 'ProductID',
    columns:
      'ProductID Name ProductNumber Color StandardCost ListPrice Size Weight ProductCategoryID ProductModelID SellStartDate SellEndDate DiscontinuedDate ThumbNailPhoto ThumbnailPhotoFileName rowguid ModifiedDate',
  },
  ProductCategory: {
    key: 'ProductCategoryID',
    columns: 'ProductCategoryID ParentProductCategoryID Name rowguid ModifiedDate',
  },
  ProductDescription: { key: 'ProductDescriptionID', columns: 'ProductDescriptionID Description rowguid ModifiedDate' },
  ProductModel: { key: 'ProductModelID', columns: 'ProductModelID Name CatalogDescription rowguid ModifiedDate' },
  ProductModelProductDescription: {
    key: 'ProductModelID ProductDescriptionID Culture',
    columns: 'ProductModelID ProductDescriptionID Culture rowguid ModifiedDate',
  },
  SalesOrderDetail: {
    key: 'SalesOrderID SalesOrderDetailID',
    columns:
      'SalesOrderID SalesOrderDetailID OrderQty ProductID UnitPrice UnitPriceDiscount LineTotal rowguid ModifiedDate',
  },
  SalesOrderHeader: {
    key: 'SalesOrderID',
    columns:
      'SalesOrderID RevisionNumber OrderDate DueDate ShipDate Status OnlineOrderFlag SalesOrderNumber PurchaseOrderNumber AccountNumber CustomerID ShipToAddressID BillToAddressID ShipMethod CreditCardApprovalCode SubTotal TaxAmt Freight TotalDue Comment rowguid ModifiedDate',
  },
};

const ENCODINGS: Readonly<Record<string, string>> = { ProductDescription: 'utf-16le', Customer: 'windows-1252' };

/** The rows of a file: cells parted by `|+|`, rows by line feeds, which a cell may hold too. */
export function adventureRows(table: string): readonly (readonly string[])[] {
  const bytes = readFileSync(join(sharedData('sqlserver/adventureworkslt-csv'), `${table}.csv`));
  const text = new TextDecoder(ENCODINGS[table] ?? 'utf-8').decode(bytes);
  const width = (adventureWorks[table]?.columns ?? '').split(' ').length;
  const rows: string[][] = [];
  let open = '';
  for (const line of text.split('\n')) {
    open = open === '' ? line : `${open}\n${line}`;
    const cells = open.replace(/\r$/, '').split('|+|');
    if (cells.length < width) continue;
    rows.push(cells);
    open = '';
  }
  return rows;
}
