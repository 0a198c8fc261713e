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
  static const char SHORT[] = "\"\"\\\\\bb\ff\nn\rr\tt";
  for (uint32_t i = 0; i < sizeof SHORT - 1; i += 2) {
    if (c == SHORT[i]) {
      add(to, (slice){(char[]){'\\', SHORT[i + 1]}, 2});
      return;
    }
  }
  add(to, (slice){(char[]){'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 15]}, 6});
}

static bool must_escape(char c) { return c == '"' || c == '\\' || (unsigned char)c < 0x20; }

void add_quoted(builder *to, slice text) {
  add(to, S("\""));
  uint32_t plain = 0;
  for (uint32_t i = 0; i < text.length; i++) {
    if (!must_escape(text.at[i])) continue;
    add(to, (slice){text.at + plain, i - plain});
    add_escaped(to, text.at[i]);
    plain = i + 1;
  }
  add(to, (slice){text.at + plain, text.length - plain});
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
