/* A number that anyone may increment and its owner may reset. */
#include "cw.h"

typedef struct state {
  uint32_t count;
  slice owner;
} state;

static slice state_key(void) { return S("state"); }

static void add_count(builder *to, uint32_t count) {
  add(to, S("{\"count\":"));
  add_number(to, count);
}

static void save(state state) {
  builder json = {0};
  add_count(&json, state.count);
  add(&json, S(",\"owner\":"));
  add_quoted(&json, state.owner);
  add(&json, S("}"));
  db_set(state_key(), built(&json));
}

static bool read_count(slice object, uint32_t *count) {
  uint64_t number;
  if (!json_number(json_member(object, S("count")), &number) || number > UINT32_MAX) return false;
  *count = (uint32_t)number;
  return true;
}

static state load(void) {
  slice json = db_get(state_key());
  state state;
  if (!present(json) || !read_count(json, &state.count)) trap(S("instantiate saved the state"));
  state.owner = json_text(json_member(json, S("owner")));
  return state;
}

static void report(response *response, uint32_t count) {
  builder number = {0};
  add_number(&number, count);
  attribute(response, S("count"), built(&number));
}

error contract_instantiate(const call *call, response *response) {
  state state = {.owner = call->sender};
  if (!read_count(call->arguments, &state.count)) return S("count must be a 32-bit number");
  save(state);
  attribute(response, S("action"), S("instantiate"));
  attribute(response, S("owner"), state.owner);
  report(response, state.count);
  return FINE;
}

error contract_execute(const call *call, response *response) {
  state state = load();
  if (same(call->name, S("increment"))) {
    if (state.count == UINT32_MAX) return S("the counter is at its maximum");
    state.count++;
  } else if (same(call->name, S("reset"))) {
    if (!same(call->sender, state.owner)) return S("only the owner may reset the counter");
    if (!read_count(call->arguments, &state.count)) return S("count must be a 32-bit number");
  } else {
    return S("unknown message");
  }
  save(state);
  attribute(response, S("action"), call->name);
  report(response, state.count);
  return FINE;
}

error contract_query(const call *call, builder *answer) {
  if (!same(call->name, S("get_count"))) return S("unknown query");
  add_count(answer, load().count);
  add(answer, S("}"));
  return FINE;
}
