/* 128-bit amounts from 64-bit halves: the compiler's own would need a runtime library. */
#include "cw.h"

bool amount_less(amount a, amount b) { return a.high < b.high || (a.high == b.high && a.low < b.low); }

bool amount_add(amount *to, amount value) {
  amount sum = {to->high + value.high, to->low + value.low};
  bool carry = sum.low < to->low;
  bool fits = sum.high >= to->high && (!carry || sum.high != UINT64_MAX);
  sum.high += carry;
  if (fits) *to = sum;
  return fits;
}

bool amount_subtract(amount *from, amount value) {
  if (amount_less(*from, value)) return false;
  from->high -= value.high + (from->low < value.low);
  from->low -= value.low;
  return true;
}

static bool add_digit(amount *to, uint32_t digit) {
  amount tenfold = {0, digit};
  for (int i = 0; i < 10; i++) {
    if (!amount_add(&tenfold, *to)) return false;
  }
  *to = tenfold;
  return true;
}

bool amount_parse(slice digits, amount *result) {
  *result = (amount){0, 0};
  if (!present(digits) || digits.length == 0) return false;
  for (uint32_t i = 0; i < digits.length; i++) {
    char c = digits.at[i];
    if (c < '0' || c > '9' || !add_digit(result, (uint32_t)(c - '0'))) return false;
  }
  return true;
}

slice amount_text(amount value) {
  enum { DIGITS = 39, PARTS = 4 }; /* 2^128 has 39 digits */
  char *digits = take_memory(DIGITS);
  uint32_t parts[PARTS] = {(uint32_t)(value.high >> 32), (uint32_t)value.high, (uint32_t)(value.low >> 32),
                           (uint32_t)value.low};
  uint32_t first = DIGITS;
  bool more = true;
  while (more) {
    uint64_t remainder = 0;
    more = false;
    for (int i = 0; i < PARTS; i++) {
      uint64_t dividend = remainder << 32 | parts[i];
      parts[i] = (uint32_t)(dividend / 10);
      remainder = dividend % 10;
      more = more || parts[i] != 0;
    }
    digits[--first] = (char)('0' + remainder);
  }
  return (slice){digits + first, DIGITS - first};
}
