// Token amounts: 128 bits from two halves, in JSON a string of decimal digits.

export class Amount {
  constructor(readonly high: u64 = 0, readonly low: u64 = 0) {}

  /** Null unless the text is a decimal number below 2^128. */
  static parse(digits: string | null): Amount | null {
    if (!digits || digits.length == 0) return null;
    let amount = new Amount();
    for (let i = 0; i < digits.length; i++) {
      const digit = digits.charCodeAt(i) - 0x30;
      if (digit < 0 || digit > 9) return null;
      const next = amount.withDigit(digit);
      if (!next) return null;
      amount = next;
    }
    return amount;
  }

  isLessThan(other: Amount): bool {
    return this.high < other.high || (this.high == other.high && this.low < other.low);
  }

  /** Null if the sum would not fit. */
  plus(other: Amount): Amount | null {
    const low = this.low + other.low;
    const carry: u64 = low < this.low ? 1 : 0;
    const high = this.high + other.high;
    if (high < this.high || (carry == 1 && high == u64.MAX_VALUE)) return null;
    return new Amount(high + carry, low);
  }

  /** Null if the difference would be negative. */
  minus(other: Amount): Amount | null {
    if (this.isLessThan(other)) return null;
    const borrow: u64 = this.low < other.low ? 1 : 0;
    return new Amount(this.high - other.high - borrow, this.low - other.low);
  }

  toString(): string {
    const parts: u64[] = [this.high >> 32, this.high & 0xffffffff, this.low >> 32, this.low & 0xffffffff];
    let digits = "";
    let more = true;
    while (more) {
      let remainder: u64 = 0;
      more = false;
      for (let i = 0; i < parts.length; i++) {
        const dividend = (remainder << 32) | parts[i];
        parts[i] = dividend / 10;
        remainder = dividend % 10;
        if (parts[i] != 0) more = true;
      }
      digits = remainder.toString() + digits;
    }
    return digits;
  }

  private withDigit(digit: u64): Amount | null {
    let sum: Amount | null = new Amount(0, digit);
    for (let i = 0; i < 10; i++) {
      if (sum) sum = sum.plus(this);
    }
    return sum;
  }
}
