/* Comparing and building text. */
#include "cw.h"

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);

bool same(slice a, slice b) { return a.length == b.length && memcmp(a.at, b.at, a.length) == 0; }

void add(builder *to, slice text) {
  if (to->length + text.length > to->room) {
    uint32_t room = (to->length + text.length) * 2;
    char *larger = take_memory(room);
    memcpy(larger, to->at, to->length);
    to->at = larger;
    to->room = room;
  }
  memcpy(to->at + to->length, text.at, text.length);
  to->length += text.length;
}

void add_number(builder *to, uint64_t number) {
  char digits[20]; /* of 2^64 - 1 */
  uint32_t first = sizeof digits;
  do {
    digits[--first] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  add(to, (slice){digits + first, sizeof digits - first});
}

static void add_escaped(builder *to, char c) {
  static const char HEX[] = "0123456789abcdef";
  if (c == '"' || c == '\\') {
    add(to, (slice){(char[]){'\\', c}, 2});
  } else if ((unsigned char)c < 0x20) {
    add(to, (slice){(char[]){'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]}, 6});
  } else {
    add(to, (slice){&c, 1});
  }
}

void add_quoted(builder *to, slice text) {
  add(to, S("\""));
  for (uint32_t i = 0; i < text.length; i++) add_escaped(to, text.at[i]);
  add(to, S("\""));
}

slice built(const builder *from) { return (slice){from->at, from->length}; }

slice namespaced(slice name, slice key) {
  builder full = {0};
  add(&full, (slice){(char[]){(char)(name.length >> 8), (char)name.length}, 2});
  add(&full, name);
  add(&full, key);
  return built(&full);
}
