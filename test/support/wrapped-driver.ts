import type { Connection, Driver } from '../../connectors/driver.ts';

/** Members of a connection as a test wants them, each made from the one that is there. */
export type Wrapping = {
  readonly [Name in keyof Connection]?: (original: NonNullable<Connection[Name]>) => Connection[Name];
};

/** A driver of which some members answer otherwise; everything else is the real one. */
export function wrapped(driver: Driver, wrapping: Wrapping): Driver {
  return { ...driver, connect: async (signal) => wrapConnection(await driver.connect(signal), wrapping) };
}

function wrapConnection(connection: Connection, wrapping: Wrapping): Connection {
  return new Proxy(connection, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      const bound: unknown = typeof member === 'function' ? member.bind(target) : member;
      const wrap = Reflect.get(wrapping, name) as ((original: unknown) => unknown) | undefined;
      return wrap ? wrap(bound) : bound;
    },
  });
}
