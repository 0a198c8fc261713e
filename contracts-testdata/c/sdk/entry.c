/* The exports the host calls: reads what it passes, calls the contract, writes what it expects. */
#include "cw.h"

#define EXPORT(name) __attribute__((export_name(#name), used))

typedef struct region region;
slice region_bytes(const region *from);
region *region_over(slice bytes);

static call call_in(slice env, slice message) {
  slice block = json_member(env, S("block"));
  call call = {.arguments = message};
  json_number(json_member(block, S("height")), &call.height);
  json_number(json_text(json_member(block, S("time"))), &call.time_nanos);
  call.contract = json_text(json_member(json_member(env, S("contract")), S("address")));
  return call;
}

static region *failed(error error) {
  builder result = {0};
  add(&result, S("{\"error\":"));
  add_quoted(&result, error);
  add(&result, S("}"));
  return region_over(built(&result));
}

static region *finished(error error, const response *response) {
  if (present(error)) return failed(error);
  builder result = {0};
  add(&result, S("{\"ok\":{\"messages\":[],\"attributes\":["));
  add(&result, built(&response->attributes));
  add(&result, S("],\"events\":[],\"data\":null}}"));
  return region_over(built(&result));
}

static void add_base64(builder *to, slice bytes) {
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (uint32_t i = 0; i < bytes.length; i += 3) {
    uint32_t left = bytes.length - i;
    uint32_t bits = 0;
    for (uint32_t j = 0; j < 3; j++) bits = bits << 8 | (j < left ? (uint8_t)bytes.at[i + j] : 0);
    char four[4];
    for (uint32_t j = 0; j < 4; j++) four[j] = j > left ? '=' : DIGITS[bits >> (18 - 6 * j) & 63];
    add(to, (slice){four, 4});
  }
}

void attribute(response *to, slice key, slice value) {
  builder *list = &to->attributes;
  if (list->length > 0) add(list, S(","));
  add(list, S("{\"key\":"));
  add_quoted(list, key);
  add(list, S(",\"value\":"));
  add_quoted(list, value);
  add(list, S("}"));
}

EXPORT(instantiate) region *instantiate(region *env, region *info, region *message) {
  call call = call_in(region_bytes(env), region_bytes(message));
  call.sender = json_text(json_member(region_bytes(info), S("sender")));
  response response = {0};
  return finished(contract_instantiate(&call, &response), &response);
}

EXPORT(execute) region *execute(region *env, region *info, region *message) {
  call call = call_in(region_bytes(env), ABSENT);
  call.sender = json_text(json_member(region_bytes(info), S("sender")));
  call.name = json_variant(region_bytes(message), &call.arguments);
  response response = {0};
  return finished(contract_execute(&call, &response), &response);
}

EXPORT(query) region *query(region *env, region *message) {
  call call = call_in(region_bytes(env), ABSENT);
  call.name = json_variant(region_bytes(message), &call.arguments);
  builder answer = {0};
  error error = contract_query(&call, &answer);
  if (present(error)) return failed(error);
  builder result = {0};
  add(&result, S("{\"ok\":\""));
  add_base64(&result, built(&answer));
  add(&result, S("\"}"));
  return region_over(built(&result));
}
