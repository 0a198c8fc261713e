/* Reads JSON in place, by walking over it. */
#include "cw.h"

static slice from(slice s, uint32_t start) { return (slice){s.at + start, s.length - start}; }

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

static slice trimmed(slice s) {
  while (s.length > 0 && is_space(s.at[0])) s = from(s, 1);
  while (s.length > 0 && is_space(s.at[s.length - 1])) s.length--;
  return s;
}

static bool begins(slice s, char c) { return s.length > 0 && s.at[0] == c; }

/* Length of the string `s` begins with, both quotes included. */
static uint32_t string_length(slice s) {
  for (uint32_t i = 1; i < s.length; i++) {
    if (s.at[i] == '\\') {
      i++;
    } else if (s.at[i] == '"') {
      return i + 1;
    }
  }
  trap(S("JSON: open string"));
}

/* Length of the value `s` begins with, up to the comma or bracket behind it. */
static uint32_t value_length(slice s) {
  uint32_t depth = 0;
  uint32_t i = 0;
  while (i < s.length) {
    char c = s.at[i];
    if (c == '"') {
      i += string_length(from(s, i));
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
    if (c == '{' || c == '[') depth++;
    if (c == '}' || c == ']') depth--;
    i++;
  }
  return i;
}

/* Steps over one `"name": value`; what is behind it stays in `rest`, which begins behind the brace. */
static slice next_member(slice *rest, slice *name) {
  *rest = trimmed(*rest);
  if (begins(*rest, ',')) *rest = trimmed(from(*rest, 1));
  if (!begins(*rest, '"')) return ABSENT;
  uint32_t length = string_length(*rest);
  *name = (slice){rest->at + 1, length - 2};
  *rest = trimmed(from(*rest, length));
  if (!begins(*rest, ':')) trap(S("JSON: colon expected"));
  *rest = trimmed(from(*rest, 1));
  slice value = {rest->at, value_length(*rest)};
  *rest = from(*rest, value.length);
  return trimmed(value);
}

static slice inside(slice object) {
  object = trimmed(object);
  if (!begins(object, '{')) trap(S("JSON: object expected"));
  return from(object, 1);
}

slice json_member(slice object, slice name) {
  slice rest = inside(object), found, value;
  while (present(value = next_member(&rest, &found))) {
    if (same(found, name)) return value;
  }
  return ABSENT;
}

slice json_variant(slice message, slice *arguments) {
  slice rest = inside(message), name;
  *arguments = next_member(&rest, &name);
  if (!present(*arguments)) trap(S("JSON: message expected"));
  return name;
}

slice json_next(slice *rest) {
  *rest = trimmed(*rest);
  if (!begins(*rest, '[') && !begins(*rest, ',')) return ABSENT;
  *rest = trimmed(from(*rest, 1));
  slice value = {rest->at, value_length(*rest)};
  *rest = from(*rest, value.length);
  return value.length == 0 ? ABSENT : trimmed(value);
}

bool json_is_null(slice value) { return !present(value) || same(value, S("null")); }

static uint32_t hex_value(char c) {
  if (c >= '0' && c <= '9') return (uint32_t)(c - '0');
  if (c >= 'a' && c <= 'f') return (uint32_t)(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return (uint32_t)(c - 'A' + 10);
  trap(S("JSON: hex digit expected"));
}

static void add_utf8(builder *to, uint32_t point) {
  char bytes[3];
  uint32_t count = 0;
  if (point < 0x80) {
    bytes[count++] = (char)point;
  } else {
    if (point < 0x800) {
      bytes[count++] = (char)(0xC0 | point >> 6);
    } else {
      bytes[count++] = (char)(0xE0 | point >> 12);
      bytes[count++] = (char)(0x80 | (point >> 6 & 0x3F));
    }
    bytes[count++] = (char)(0x80 | (point & 0x3F));
  }
  add(to, (slice){bytes, count});
}

/* Adds what the escape at the start of `s` (behind the backslash) stands for; answers its length. */
static uint32_t add_unescaped(builder *to, slice s) {
  static const char ESCAPES[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
  if (begins(s, 'u') && s.length >= 5) {
    uint32_t point = 0;
    for (uint32_t i = 1; i <= 4; i++) point = point << 4 | hex_value(s.at[i]);
    if (point >= 0xD800 && point < 0xE000) trap(S("JSON: characters beyond the first plane are not read"));
    add_utf8(to, point);
    return 5;
  }
  for (uint32_t i = 0; i < sizeof ESCAPES - 1; i += 2) {
    if (begins(s, ESCAPES[i])) {
      add(to, (slice){ESCAPES + i + 1, 1});
      return 1;
    }
  }
  trap(S("JSON: unknown escape"));
}

slice json_text(slice value) {
  if (!present(value) || !begins(value, '"')) return ABSENT;
  slice content = {value.at + 1, string_length(value) - 2};
  builder text = {0};
  uint32_t i = 0;
  while (i < content.length) {
    if (content.at[i] == '\\') {
      i += 1 + add_unescaped(&text, from(content, i + 1));
    } else {
      add(&text, (slice){content.at + i, 1});
      i++;
    }
  }
  /* Empty is not absent. */
  return text.length == 0 ? S("") : built(&text);
}

bool json_number(slice value, uint64_t *number) {
  if (!present(value) || value.length == 0) return false;
  *number = 0;
  for (uint32_t i = 0; i < value.length; i++) {
    char c = value.at[i];
    if (c < '0' || c > '9') return false;
    uint64_t digit = (uint64_t)(c - '0');
    if (*number > (UINT64_MAX - digit) / 10) return false;
    *number = *number * 10 + digit;
  }
  return true;
}
