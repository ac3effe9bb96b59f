import type { Expectation, PlantedDefect } from './planted-defect.ts';

/** DEFECTOS.md: what is wrong in the demo on purpose, and how the product has to show it. */
export function defectsPage(defects: readonly PlantedDefect[]): string {
  return [
    '# Defectos sembrados',
    '',
    'Todo en esta carpeta es inventado. Los defectos se pusieron a propósito, uno de cada clase; `libro demo` revisa que',
    'cada uno aparezca como se dice aquí, y que no aparezca ningún otro.',
    '',
    ...defects.flatMap(section),
  ].join('\n');
}

function section({ code, title, where, key, amount, expected }: PlantedDefect): readonly string[] {
  return [
    `## ${code}`,
    '',
    title,
    '',
    `- dónde: ${where}`,
    `- cuál: ${key}`,
    ...(amount === null ? [] : [`- valor: ${amount}`]),
    ...expected.map((expectation) => `- se ve así: ${expectationText(expectation)}`),
    '',
  ];
}

/** In Spanish, a line. */
export function expectationText(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'cuarentena':
      return (
        `${String(expectation.filas)} fila(s) de ${expectation.origen} con clave ${expectation.clave} en cuarentena` +
        (expectation.columna === '' ? ' por clave repetida' : ` por ${expectation.columna}`)
      );
    case 'observación':
      return `${expectation.origen} ${expectation.clave} con la observación ${expectation.codigo}`;
    case 'registro':
      return `${expectation.origen} ${expectation.clave} con ${expectation.campo} = ${expectation.valor}`;
    case 'partida': {
      const name = expectation.record ? `, ${expectation.record.origen} ${expectation.record.clave}` : '';
      return (
        `partida ${expectation.codigo} de la conciliación ${expectation.conciliacion}${name}: ` +
        `${expectation.izquierda} contra ${expectation.derecha}`
      );
    }
  }
}
