/** The settings of an ODBC connection, in their order; a keyword is compared without regard to case. */
export type Settings = readonly (readonly [keyword: string, value: string])[];

/**
 * `Keyword=value;…`, where a value in braces may hold semicolons, and a brace in it is doubled
 * (learn.microsoft.com, SQLDriverConnect). Null when it is not of that form.
 */
export function parseSettings(text: string): Settings | null {
  const found: (readonly [string, string])[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const [whole, keyword, braced, plain] = SETTING.exec(rest) ?? [];
    if (whole === undefined || keyword === undefined) return null;
    found.push([keyword.trim(), braced === undefined ? (plain ?? '').trim() : braced.replaceAll('}}', '}')]);
    rest = rest.slice(whole.length).trimStart();
  }
  return found;
}

const SETTING = /^([^={}[\];]+)=(?:\s*\{((?:[^}]|\}\})*)\}\s*|([^;{}]*))(?:;|$)/;

export function settingsText(settings: Settings): string {
  return settings.map(([keyword, value]) => `${keyword}=${written(keyword, value)}`).join(';');
}

/** In braces only where it must be: not every driver knows them (libsqliteodbc 0.9998). The manager does, for `Driver`. */
function written(keyword: string, value: string): string {
  const must = /[;{}]|^\s|\s$/.test(value) || (/^driver$/i.test(keyword) && !/[/\\]/.test(value));
  return must ? `{${value.replaceAll('}', '}}')}}` : value;
}

export function settingOf(settings: Settings, ...keywords: readonly string[]): string | null {
  const wanted = keywords.map((keyword) => keyword.toLowerCase());
  return settings.find(([keyword]) => wanted.includes(keyword.toLowerCase()))?.[1] ?? null;
}

/** The settings, and of the others those whose keyword they lack. */
export function withDefaults(settings: Settings, others: Readonly<Record<string, string>>): Settings {
  return [...settings, ...Object.entries(others).filter(([keyword]) => settingOf(settings, keyword) === null)];
}
