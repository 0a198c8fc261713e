/* A token with the base, mintable and allowance messages of the cw20 interface. Storage is laid out as
 * the Rust token beside it does. */
#include "cw.h"

static slice token_key(void) { return S("token"); }
static slice minter_key(void) { return S("minter"); }

static slice member(const call *call, slice name) { return json_member(call->arguments, name); }

static error read_amount(slice object, slice name, amount *result) {
  return amount_parse(json_text(json_member(object, name)), result) ? FINE : S("amount must be a decimal string");
}

static error read_address(slice object, slice name, slice *address) {
  *address = json_text(json_member(object, name));
  return present(*address) ? check_address(*address) : S("address missing");
}

/* Goes back to the caller with the error, if there is one. */
#define TRY(expression)                  \
  do {                                   \
    error problem = (expression);        \
    if (present(problem)) return problem; \
  } while (0)

/* ---- Amounts in the store: JSON strings ---- */

static amount stored_amount(slice key) {
  amount value = {0, 0};
  slice json = db_get(key);
  if (present(json)) amount_parse(json_text(json), &value);
  return value;
}

static void add_amount(builder *to, amount value) { add_quoted(to, amount_text(value)); }

static void store_amount(slice key, amount value) {
  builder json = {0};
  add_amount(&json, value);
  db_set(key, built(&json));
}

/* ---- Balances ---- */

static slice balance_key(slice owner) { return namespaced(S("balance"), owner); }

static error shortage(slice what, amount held, amount wanted) {
  builder text = {0};
  add(&text, S("insufficient "));
  add(&text, what);
  add(&text, S(": "));
  add(&text, amount_text(held));
  add(&text, S(" is less than "));
  add(&text, amount_text(wanted));
  return built(&text);
}

static error give(slice owner, amount value) {
  amount balance = stored_amount(balance_key(owner));
  if (!amount_add(&balance, value)) return S("balance too large");
  store_amount(balance_key(owner), balance);
  return FINE;
}

static error take(slice owner, amount value) {
  amount balance = stored_amount(balance_key(owner));
  amount rest = balance;
  if (!amount_subtract(&rest, value)) return shortage(S("balance"), balance, value);
  store_amount(balance_key(owner), rest);
  return FINE;
}

static error move(slice from, slice to, amount value) {
  TRY(take(from, value));
  return give(to, value);
}

/* ---- The token itself ---- */

typedef struct token {
  slice name;
  slice symbol;
  uint64_t decimals;
  amount supply;
} token;

static void add_token(builder *to, const token *token) {
  add(to, S("{\"name\":"));
  add_quoted(to, token->name);
  add(to, S(",\"symbol\":"));
  add_quoted(to, token->symbol);
  add(to, S(",\"decimals\":"));
  add_number(to, token->decimals);
  add(to, S(",\"total_supply\":"));
  add_amount(to, token->supply);
  add(to, S("}"));
}

static error read_token(slice object, token *token) {
  token->name = json_text(json_member(object, S("name")));
  token->symbol = json_text(json_member(object, S("symbol")));
  bool decimals = json_number(json_member(object, S("decimals")), &token->decimals);
  if (!present(token->name) || !present(token->symbol) || !decimals || token->decimals > UINT8_MAX) {
    return S("name, symbol and decimals are required");
  }
  return FINE;
}

static token load_token(void) {
  slice json = db_get(token_key());
  token token;
  if (!present(json) || present(read_token(json, &token))) trap(S("instantiate saved the token"));
  amount_parse(json_text(json_member(json, S("total_supply"))), &token.supply);
  return token;
}

static void save_token(const token *token) {
  builder json = {0};
  add_token(&json, token);
  db_set(token_key(), built(&json));
}

/* Whether the supply is within the cap of the minter, which may be null. */
static error check_cap(slice minter, amount supply, slice complaint) {
  slice cap = json_is_null(minter) ? ABSENT : json_member(minter, S("cap"));
  if (json_is_null(cap)) return FINE;
  amount limit;
  TRY(read_amount(minter, S("cap"), &limit));
  return amount_less(limit, supply) ? complaint : FINE;
}

static void save_minter(slice minter) {
  if (json_is_null(minter)) {
    db_set(minter_key(), S("null"));
    return;
  }
  builder json = {0};
  add(&json, S("{\"minter\":"));
  add_quoted(&json, json_text(json_member(minter, S("minter"))));
  add(&json, S(",\"cap\":"));
  slice cap = json_member(minter, S("cap"));
  add(&json, json_is_null(cap) ? S("null") : cap);
  add(&json, S("}"));
  db_set(minter_key(), built(&json));
}

error contract_instantiate(const call *call, response *response) {
  (void)response;
  token token = {.supply = {0, 0}};
  TRY(read_token(call->arguments, &token));
  slice rest = member(call, S("initial_balances")), initial;
  while (present(initial = json_next(&rest))) {
    slice owner;
    amount value;
    TRY(read_address(initial, S("address"), &owner));
    TRY(read_amount(initial, S("amount"), &value));
    TRY(give(owner, value));
    if (!amount_add(&token.supply, value)) return S("supply too large");
  }
  slice minter = member(call, S("mint")), address;
  if (!json_is_null(minter)) TRY(read_address(minter, S("minter"), &address));
  TRY(check_cap(minter, token.supply, S("initial supply is greater than the cap")));
  save_minter(minter);
  save_token(&token);
  return FINE;
}

/* ---- Allowances ---- */

typedef struct allowance {
  amount value;
  slice expires; /* as JSON */
} allowance;

static slice allowance_key(slice owner, slice spender) {
  return namespaced(S("allowance"), namespaced(owner, spender));
}

static allowance load_allowance(slice owner, slice spender) {
  allowance found = {.expires = S("{\"never\":{}}")};
  slice json = db_get(allowance_key(owner, spender));
  if (present(json)) {
    amount_parse(json_text(json_member(json, S("allowance"))), &found.value);
    found.expires = json_member(json, S("expires"));
  }
  return found;
}

static void add_allowance(builder *to, const allowance *allowance) {
  add(to, S("{\"allowance\":"));
  add_amount(to, allowance->value);
  add(to, S(",\"expires\":"));
  add(to, allowance->expires);
  add(to, S("}"));
}

static void save_allowance(slice owner, slice spender, const allowance *allowance) {
  builder json = {0};
  add_allowance(&json, allowance);
  db_set(allowance_key(owner, spender), built(&json));
}

static bool is_over(slice expires, const call *call) {
  slice limit;
  slice kind = json_variant(expires, &limit);
  uint64_t number;
  if (same(kind, S("at_height")) && json_number(limit, &number)) return call->height >= number;
  if (same(kind, S("at_time")) && json_number(json_text(limit), &number)) return call->time_nanos >= number;
  return false;
}

static error set_expiration(allowance *allowance, const call *call) {
  slice expires = member(call, S("expires"));
  if (json_is_null(expires)) return FINE;
  if (is_over(expires, call)) return S("Invalid expiration value");
  allowance->expires = expires;
  return FINE;
}

static error change_allowance(const call *call, response *response, bool increase) {
  slice spender;
  amount change;
  TRY(read_address(call->arguments, S("spender"), &spender));
  TRY(read_amount(call->arguments, S("amount"), &change));
  if (same(spender, call->sender)) return S("Cannot set allowance to own account");
  allowance allowance = load_allowance(call->sender, spender);
  if (increase || amount_less(change, allowance.value)) {
    TRY(set_expiration(&allowance, call));
    bool fits = increase ? amount_add(&allowance.value, change) : amount_subtract(&allowance.value, change);
    if (!fits) return S("allowance too large");
    save_allowance(call->sender, spender, &allowance);
  } else {
    db_delete(allowance_key(call->sender, spender));
  }
  attribute(response, S("action"), call->name);
  attribute(response, S("owner"), call->sender);
  attribute(response, S("spender"), spender);
  attribute(response, S("amount"), amount_text(change));
  return FINE;
}

static error spend(slice owner, const call *call, amount value) {
  allowance allowance = load_allowance(owner, call->sender);
  if (is_over(allowance.expires, call)) return S("Allowance is expired");
  amount before = allowance.value;
  if (!amount_subtract(&allowance.value, value)) return shortage(S("allowance"), before, value);
  save_allowance(owner, call->sender, &allowance);
  return FINE;
}

/* ---- Messages ---- */

static void moved(response *response, slice action, slice from, slice to, amount value) {
  attribute(response, S("action"), action);
  attribute(response, S("from"), from);
  attribute(response, S("to"), to);
  attribute(response, S("amount"), amount_text(value));
}

static error transfer(const call *call, response *response) {
  slice recipient;
  amount value;
  TRY(read_address(call->arguments, S("recipient"), &recipient));
  TRY(read_amount(call->arguments, S("amount"), &value));
  TRY(move(call->sender, recipient, value));
  moved(response, call->name, call->sender, recipient, value);
  return FINE;
}

static error transfer_from(const call *call, response *response) {
  slice owner, recipient;
  amount value;
  TRY(read_address(call->arguments, S("owner"), &owner));
  TRY(read_address(call->arguments, S("recipient"), &recipient));
  TRY(read_amount(call->arguments, S("amount"), &value));
  TRY(spend(owner, call, value));
  TRY(move(owner, recipient, value));
  moved(response, call->name, owner, recipient, value);
  attribute(response, S("by"), call->sender);
  return FINE;
}

static error burn(const call *call, response *response) {
  amount value;
  TRY(read_amount(call->arguments, S("amount"), &value));
  TRY(take(call->sender, value));
  token token = load_token();
  amount_subtract(&token.supply, value);
  save_token(&token);
  attribute(response, S("action"), call->name);
  attribute(response, S("from"), call->sender);
  attribute(response, S("amount"), amount_text(value));
  return FINE;
}

static error mint(const call *call, response *response) {
  slice minter = db_get(minter_key());
  if (json_is_null(minter)) return S("Unauthorized");
  if (!same(json_text(json_member(minter, S("minter"))), call->sender)) return S("Unauthorized");
  amount value;
  TRY(read_amount(call->arguments, S("amount"), &value));
  token token = load_token();
  if (!amount_add(&token.supply, value)) return S("supply too large");
  TRY(check_cap(minter, token.supply, S("Minting cannot exceed the cap")));
  save_token(&token);
  slice recipient;
  TRY(read_address(call->arguments, S("recipient"), &recipient));
  TRY(give(recipient, value));
  attribute(response, S("action"), call->name);
  attribute(response, S("to"), recipient);
  attribute(response, S("amount"), amount_text(value));
  return FINE;
}

error contract_execute(const call *call, response *response) {
  if (same(call->name, S("transfer"))) return transfer(call, response);
  if (same(call->name, S("transfer_from"))) return transfer_from(call, response);
  if (same(call->name, S("burn"))) return burn(call, response);
  if (same(call->name, S("mint"))) return mint(call, response);
  if (same(call->name, S("increase_allowance"))) return change_allowance(call, response, true);
  if (same(call->name, S("decrease_allowance"))) return change_allowance(call, response, false);
  return S("unknown message");
}

error contract_query(const call *call, builder *answer) {
  slice owner, spender;
  if (same(call->name, S("balance"))) {
    TRY(read_address(call->arguments, S("address"), &owner));
    add(answer, S("{\"balance\":"));
    add_amount(answer, stored_amount(balance_key(owner)));
    add(answer, S("}"));
  } else if (same(call->name, S("token_info"))) {
    token token = load_token();
    add_token(answer, &token);
  } else if (same(call->name, S("minter"))) {
    add(answer, db_get(minter_key()));
  } else if (same(call->name, S("allowance"))) {
    TRY(read_address(call->arguments, S("owner"), &owner));
    TRY(read_address(call->arguments, S("spender"), &spender));
    allowance allowance = load_allowance(owner, spender);
    add_allowance(answer, &allowance);
  } else {
    return S("unknown query");
  }
  return FINE;
}
