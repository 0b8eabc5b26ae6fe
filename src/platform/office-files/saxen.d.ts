// saxen comes without types; these are the parts that are used.
declare module 'saxen' {
  export class Parser {
    on(
      event: 'openTag',
      handle: (
        name: string,
        attributes: () => Readonly<Record<string, unknown>>,
        decode: (text: string) => string,
        selfClosing: boolean,
      ) => void,
    ): this;
    on(event: 'closeTag', handle: (name: string) => void): this;
    on(event: 'text' | 'cdata', handle: (value: string) => void): this;
    on(event: 'error', handle: (error: Error) => void): this;
    parse(xml: string): unknown;
  }
}
