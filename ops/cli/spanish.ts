import { Command, Help } from 'commander';

/** Commander's own words, before they are translated. */
const usual = new Help();

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Uso:',
  'Options:': 'Opciones:',
  'Commands:': 'Comandos:',
  'Arguments:': 'Argumentos:',
};

/** Makes a command, and those added to it, speak Spanish: titles of the help, its option, and usage errors. */
export function inSpanish(command: Command): Command {
  return command
    .helpOption('-h, --help', 'muestra esta ayuda')
    .helpCommand(false)
    .configureHelp({
      commandUsage: (shown) =>
        usual.commandUsage(shown).replaceAll('[options]', '[opciones]').replaceAll('[command]', '[comando]'),
      optionDescription: (option) =>
        usual
          .optionDescription(option)
          .replace(' (default: false)', '')
          .replace('(default:', '(si no se dice:')
          .replace('(choices:', '(puede ser:')
          .replace(', default:', '; si no se dice:'),
      // What an argument is when it is not said, its description says.
      argumentDescription: ({ description }) => description,
      styleTitle: (title) => TITLES[title] ?? title,
      subcommandTerm: (sub) => usual.subcommandTerm(sub).replace('[options] ', '').replace('[options]', ''),
    })
    .configureOutput({
      outputError: (text, write) => {
        write(translated(text));
      },
    });
}

const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown command '(.+)'/, "No existe el comando '$1'."],
  [/^error: unknown option '(.+)'/, "No existe la opción '$1'."],
  [/^error: missing required argument '(.+)'/, 'Falta el argumento <$1>.'],
  [/^error: required option '(.+)' not specified/, "Falta la opción '$1'."],
  [/^error: option '(.+)' argument missing/, "A la opción '$1' le falta su valor."],
  [/^error: option '(.+)' cannot be used with option '(.+)'/, "La opción '$1' no va con la opción '$2'."],
  [/^error: too many arguments.*/, 'Sobran argumentos.'],
  [/^error: option '(.+)' argument '(.*)' is invalid\. ?/, "'$2' no sirve para la opción '$1'. "],
  [/^error: command-argument value '(.*)' is invalid for argument '(.+)'\. ?/, "'$1' no sirve para <$2>. "],
  [/Allowed choices are (.+)\./, 'Puede ser $1.'],
];

function translated(text: string): string {
  return ERRORS.reduce((result, [pattern, spanish]) => result.replace(pattern, spanish), text);
}
