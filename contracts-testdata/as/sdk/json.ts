// Reads JSON into a tree, and writes strings. AssemblyScript cannot catch, so a malformed document ends
// the call.

const QUOTE: i32 = 0x22;
const BACKSLASH: i32 = 0x5c;

/** Any value; what it is not stays empty. */
export class Json {
  /** Of an object, in the order of the document. */
  names: string[] = [];
  /** Of an object or an array. */
  values: Json[] = [];
  /** Of a string. */
  text: string | null = null;
  /** The document's characters if the value is a number, `true`, `false` or `null`. */
  literal: string = "";

  static parse(document: string): Json {
    const reader = new Reader(document);
    const value = reader.value();
    assert(reader.peek() < 0, "JSON: end expected");
    return value;
  }

  get(name: string): Json | null {
    const index = this.names.indexOf(name);
    return index < 0 || this.values[index].literal == "null" ? null : this.values[index];
  }

  /** The string under the name, or null. */
  getText(name: string): string | null {
    const found = this.get(name);
    return found ? found.text : null;
  }

  /** The number under the name, or -1 if there is none between 0 and 2^63 - 1. */
  getNumber(name: string): i64 {
    const found = this.get(name);
    return found ? found.number() : -1;
  }

  /** As `getNumber`, of the value itself. */
  number(): i64 {
    const digits = this.literal;
    if (digits.length == 0 || digits.length > 19) return -1;
    let number: i64 = 0;
    for (let i = 0; i < digits.length; i++) {
      const digit = digits.charCodeAt(i) - 0x30;
      if (digit < 0 || digit > 9 || number > (i64.MAX_VALUE - digit) / 10) return -1;
      number = number * 10 + digit;
    }
    return number;
  }
}

/** The text as a JSON string, with quotes and escapes. */
export function quote(text: string): string {
  let quoted = '"';
  let plain = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x20 && c != QUOTE && c != BACKSLASH) continue;
    quoted += text.substring(plain, i) + "\\" + escaped(c);
    plain = i + 1;
  }
  return quoted + text.substring(plain) + '"';
}

/** What stands behind the backslash. */
function escaped(c: i32): string {
  switch (c) {
    case 0x08:
      return "b";
    case 0x0c:
      return "f";
    case 0x0a:
      return "n";
    case 0x0d:
      return "r";
    case 0x09:
      return "t";
    default:
      return c < 0x20 ? "u" + c.toString(16).padStart(4, "0") : String.fromCharCode(c);
  }
}

class Reader {
  private at: i32 = 0;

  constructor(private document: string) {}

  /** The next character that is no space, or -1 at the end. */
  peek(): i32 {
    while (this.at < this.document.length) {
      const c = this.document.charCodeAt(this.at);
      if (c != 0x20 && c != 0x0a && c != 0x0d && c != 0x09) return c;
      this.at++;
    }
    return -1;
  }

  value(): Json {
    const value = new Json();
    if (this.skips("{")) {
      while (!this.skips("}")) {
        if (value.names.length > 0) this.expect(",");
        assert(this.peek() == QUOTE, "JSON: name expected");
        value.names.push(this.string());
        this.expect(":");
        value.values.push(this.value());
      }
    } else if (this.skips("[")) {
      while (!this.skips("]")) {
        if (value.values.length > 0) this.expect(",");
        value.values.push(this.value());
      }
    } else if (this.peek() == QUOTE) {
      value.text = this.string();
    } else {
      value.literal = this.literal();
    }
    return value;
  }

  private skips(wanted: string): bool {
    if (this.peek() != wanted.charCodeAt(0)) return false;
    this.at++;
    return true;
  }

  private expect(wanted: string): void {
    assert(this.skips(wanted), "JSON: " + wanted + " expected");
  }

  private literal(): string {
    const start = this.at;
    while (this.at < this.document.length && isLiteral(this.document.charCodeAt(this.at))) this.at++;
    assert(this.at > start, "JSON: value expected");
    return this.document.substring(start, this.at);
  }

  /** Begins at the opening quote. */
  private string(): string {
    this.at++;
    let text = "";
    let plain = this.at;
    while (true) {
      assert(this.at < this.document.length, "JSON: open string");
      const c = this.document.charCodeAt(this.at++);
      if (c != QUOTE && c != BACKSLASH) continue;
      text += this.document.substring(plain, this.at - 1);
      if (c == QUOTE) return text;
      text += String.fromCharCode(this.escape());
      plain = this.at;
    }
  }

  private escape(): i32 {
    assert(this.at < this.document.length, "JSON: open escape");
    const c = this.document.charCodeAt(this.at++);
    switch (c) {
      case QUOTE:
      case BACKSLASH:
      case 0x2f: // slash
        return c;
      case 0x62: // b
        return 0x08;
      case 0x66: // f
        return 0x0c;
      case 0x6e: // n
        return 0x0a;
      case 0x72: // r
        return 0x0d;
      case 0x74: // t
        return 0x09;
      case 0x75: // u
        const digits = this.document.substr(this.at, 4);
        this.at += 4;
        return I32.parseInt(digits, 16);
      default:
        assert(false, "JSON: unknown escape");
        return 0;
    }
  }
}

/** Letters, digits and what else numbers are made of. */
function isLiteral(c: i32): bool {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || c == 0x2b || c == 0x2d || c == 0x2e || c == 0x45;
}
