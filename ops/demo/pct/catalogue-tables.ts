import type { SQLInputValue } from 'node:sqlite';
import type { StandInTable } from '../sqlite-file.ts';
import type { Hacienda } from '../town/hacienda.ts';
import { afps, ARL, CCF, COOPERATIVA, epss, JUZGADO, OPERADOR, PARAFISCALES, SINDICATO } from '../town/employees.ts';
import { CORPORACION, DIRECCION_DE_IMPUESTOS, MUNICIPIO } from '../town/people.ts';
import type { Persona, Town } from '../town/town.ts';
import { accounts, naturaleza, parentAccounts, postings, rubros, VARIOS } from './chart.ts';
import type { Posting } from './chart.ts';
import { otherRubros } from './gasto-chart.ts';

type Row = readonly SQLInputValue[];

export function terceros({ personas }: Town, { certificados }: Hacienda): StandInTable {
  const contratistas = certificados.flatMap(({ contratos }) => contratos.map(({ contratista }) => contratista));
  const companies: readonly Persona[] = [
    ...[MUNICIPIO, CORPORACION, DIRECCION_DE_IMPUESTOS, COOPERATIVA, JUZGADO, SINDICATO, OPERADOR],
    ...[...afps, ...epss, ARL, CCF].map(({ nit }) => nit),
    ...Object.values(PARAFISCALES),
    ...[...personas, ...contratistas].filter(({ tipo }) => tipo === '31'),
  ];
  return {
    name: 'TERCEROS',
    columns: [
      'TIPO_DOC TEXT',
      'NUMERO TEXT',
      'DV TEXT',
      'SUCURSAL TEXT',
      'RAZON_SOCIAL TEXT',
      'APELLIDO1 TEXT',
      'APELLIDO2 TEXT',
      'NOMBRE1 TEXT',
      'NOMBRE2 TEXT',
      'DIRECCION TEXT',
      'TELEFONO TEXT',
      'CORREO TEXT',
      'NUMERO_NUEVO TEXT',
    ],
    key: ['TIPO_DOC', 'NUMERO'],
    rows: [
      ['13', VARIOS, null, null, 'CONTRIBUYENTES VARIOS', ...none(8)],
      ...companies.map((company): Row => [
        company.tipo,
        company.numero,
        company.dv,
        null,
        company.nombre,
        ...none(4),
        company.direccion,
        ...none(3),
      ]),
      ...contratistas.filter(({ tipo }) => tipo === '13').map(personRow),
    ],
  };
}

/** PCT keeps the names of people apart; an invented one has a given name, a surname and a number. */
function personRow({ tipo, numero, nombre, direccion }: Persona): Row {
  const [given = null, ...surnames] = nombre.split(' ');
  const [first = null, second = null] = surnames;
  return [tipo, numero, ...none(3), first, second, given, null, direccion, ...none(3)];
}

export function cuentas({ vigencias }: Town): StandInTable {
  const leaves = accounts.map(({ codigo, nombre }) => ({ codigo, nombre, leaf: true }));
  const parents = Object.entries(parentAccounts).map(([codigo, nombre]) => ({ codigo, nombre, leaf: false }));
  const all = [...parents, ...leaves].toSorted((a, b) => (a.codigo < b.codigo ? -1 : 1));
  return {
    name: 'CUENTAS',
    columns: [
      'VIGENCIA INTEGER',
      'CODIGO TEXT',
      'NOMBRE TEXT',
      'NATURALEZA TEXT',
      'NIVEL INTEGER',
      'PADRE TEXT',
      'MOVIMIENTO TEXT',
      'ACTIVA TEXT',
    ],
    key: ['VIGENCIA', 'CODIGO'],
    rows: vigencias.flatMap((vigencia) =>
      all.map(({ codigo, nombre, leaf }): Row => [
        vigencia,
        codigo,
        nombre,
        naturaleza(codigo),
        levelOf(codigo),
        parentOf(codigo),
        leaf ? 'S' : 'N',
        'S',
      ]),
    ),
  };
}

const LENGTHS = [1, 2, 4, 6, 8];

function levelOf(codigo: string): number {
  return LENGTHS.indexOf(codigo.length) + 1;
}

function parentOf(codigo: string): string | null {
  const length = LENGTHS[LENGTHS.indexOf(codigo.length) - 1];
  return length === undefined ? null : codigo.slice(0, length);
}

export function rubrosTable({ vigencias }: Town): StandInTable {
  const parent = (codigo: string): string | null => (codigo.includes('.') ? codigo.slice(0, codigo.lastIndexOf('.')) : null);
  const all = [...rubros.map((rubro) => ({ ...rubro, clase: 'I' })), ...otherRubros];
  const isLeaf = (codigo: string): boolean => !all.some((other) => other.codigo.startsWith(`${codigo}.`));
  return {
    name: 'RUBROS',
    columns: ['VIGENCIA INTEGER', 'CODIGO TEXT', 'NOMBRE TEXT', 'CLASE TEXT', 'TIPO TEXT', 'NIVEL INTEGER', 'PADRE TEXT'],
    key: ['VIGENCIA', 'CODIGO'],
    rows: vigencias.flatMap((vigencia) =>
      all.map(({ codigo, nombre, clase }): Row => [
        vigencia,
        codigo,
        nombre,
        clase,
        isLeaf(codigo) ? 'C' : 'A',
        codigo.split('.').length,
        parent(codigo),
      ]),
    ),
  };
}

export function mapa({ vigencias }: Town): StandInTable {
  return {
    name: 'MAPA_CONTABLE',
    columns: [
      'VIGENCIA INTEGER',
      'CONCEPTO TEXT',
      'CLASE_VIGENCIA TEXT',
      'ZONA TEXT',
      'FUENTE TEXT',
      'NORMA TEXT',
      'CTA_DEBITO TEXT',
      'CTA_CREDITO TEXT',
      'RUBRO TEXT',
      'PORCENTAJE TEXT',
      'NIT_BENEFICIARIO TEXT',
    ],
    key: ['VIGENCIA', 'CONCEPTO', 'CLASE_VIGENCIA', 'ZONA', 'FUENTE', 'NORMA'],
    rows: vigencias.flatMap((vigencia) => postings.map((posting) => mapaRow(vigencia, posting))),
  };
}

function mapaRow(vigencia: number, posting: Posting): Row {
  const { concepto, clase, zona, fuente, cuentaDebito, cuentaCredito, rubro, beneficiario } = posting;
  return [
    vigencia,
    concepto,
    clase === 'actual' ? 'A' : 'V',
    zona === null ? null : zona === 'urbana' ? 'U' : 'R',
    fuente,
    null,
    cuentaDebito,
    cuentaCredito,
    rubro,
    '100.0000',
    beneficiario,
  ];
}

function none(count: number): readonly null[] {
  return Array.from({ length: count }, () => null);
}
