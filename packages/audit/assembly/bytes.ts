/** Characters that mean something in a comma-separated file. */
export const NEWLINE: u32 = 10;
export const RETURN: u32 = 13;
export const BLANK: u32 = 32;
export const QUOTE: u32 = 34;
export const COMMA: u32 = 44;
export const MINUS: u32 = 45;
export const POINT: u32 = 46;
export const ZERO: u32 = 48;
