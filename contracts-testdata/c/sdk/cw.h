/* A CosmWasm contract in C: what the host offers, and just enough JSON to speak with it.
 *
 * A contract defines the three functions at the end of this file; everything else is here for them.
 * Memory is taken and never given back, since an instance lives for one call only. */
#ifndef CW_H
#define CW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text, bytes or a piece of JSON somewhere in memory. Absent things have no address. */
typedef struct slice {
  const char *at;
  uint32_t length;
} slice;

#define S(literal) ((slice){literal, sizeof(literal) - 1})
#define ABSENT ((slice){NULL, 0})

static inline bool present(slice s) { return s.at != NULL; }
bool same(slice a, slice b);

void *take_memory(uint32_t bytes);
_Noreturn void trap(slice text);

/* ---- Building text ---- */

typedef struct builder {
  char *at;
  uint32_t length;
  uint32_t room;
} builder;

void add(builder *to, slice text);
void add_number(builder *to, uint64_t number);
/* Adds the text as a JSON string, with quotes and escapes. */
void add_quoted(builder *to, slice text);
slice built(const builder *from);

/* ---- Reading JSON ----
 * Values stay where they are; every function takes the slice of one value. Reading never leaves the
 * slice, but not every malformed document is refused. */

slice json_member(slice object, slice name);
/* For messages such as {"name":{...}}: the name, and its value in `arguments`. */
slice json_variant(slice message, slice *arguments);
/* Steps through an array: begin with `rest` = the array, go on while it answers something present. */
slice json_next(slice *rest);
bool json_is_null(slice value);
/* What a string says, unescaped; absent if the value is no string. */
slice json_text(slice value);
bool json_number(slice value, uint64_t *number);

/* ---- Token amounts: 128 bits, decimal strings in JSON ---- */

typedef struct amount {
  uint64_t high;
  uint64_t low;
} amount;

bool amount_parse(slice digits, amount *result);
slice amount_text(amount value);
bool amount_less(amount a, amount b);
/* False, and nothing changed, if the result would not fit. */
bool amount_add(amount *to, amount value);
bool amount_subtract(amount *from, amount value);

/* ---- The host ---- */

slice db_get(slice key);
void db_set(slice key, slice value);
void db_delete(slice key);
/* A key behind a namespace: its length in two bytes, the namespace, the key. */
slice namespaced(slice name, slice key);

/* An error text, or absent if all is well. */
typedef slice error;
#define FINE ABSENT

error check_address(slice human);

/* ---- A contract ---- */

typedef struct call {
  slice sender; /* not in a query */
  slice contract;
  uint64_t height;
  uint64_t time_nanos;
  slice name;      /* which message; not in instantiate */
  slice arguments; /* its fields */
} call;

typedef struct response {
  builder attributes;
} response;

void attribute(response *to, slice key, slice value);

error contract_instantiate(const call *call, response *response);
error contract_execute(const call *call, response *response);
error contract_query(const call *call, builder *answer);

#endif
