/* Memory, regions and the functions the host offers. */
#include "cw.h"

#define IMPORT(name) __attribute__((import_module("env"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name), used))

/* The 12 bytes through which host and contract point at each other's data. */
typedef struct region {
  uint32_t offset;
  uint32_t capacity;
  uint32_t length;
} region;

IMPORT(abort) void host_abort(const region *text);
IMPORT(db_read) region *host_db_read(const region *key);
IMPORT(db_write) void host_db_write(const region *key, const region *value);
IMPORT(db_remove) void host_db_remove(const region *key);
IMPORT(addr_validate) region *host_addr_validate(const region *human);

/* Set by the linker: the first address behind the stack and the constants. */
extern char __heap_base;

static uint32_t next_free;

static const uint32_t PAGE_BYTES = 65536;
static const uint32_t ALIGNMENT = 8;

void *take_memory(uint32_t bytes) {
  if (next_free == 0) next_free = (uint32_t)&__heap_base;
  uint32_t start = (next_free + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  uint64_t end = (uint64_t)start + bytes;
  uint64_t size = (uint64_t)__builtin_wasm_memory_size(0) * PAGE_BYTES;
  if (end > size) {
    uint32_t pages = (uint32_t)((end - size + PAGE_BYTES - 1) / PAGE_BYTES);
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) __builtin_trap();
  }
  next_free = (uint32_t)end;
  return (void *)start;
}

/* The compiler calls these three for structs and loops of its own. */
void *memcpy(void *restrict to, const void *restrict from, size_t bytes) {
  for (size_t i = 0; i < bytes; i++) ((char *)to)[i] = ((const char *)from)[i];
  return to;
}

void *memset(void *at, int byte, size_t bytes) {
  for (size_t i = 0; i < bytes; i++) ((char *)at)[i] = (char)byte;
  return at;
}

int memcmp(const void *a, const void *b, size_t bytes) {
  for (size_t i = 0; i < bytes; i++) {
    int difference = ((const unsigned char *)a)[i] - ((const unsigned char *)b)[i];
    if (difference != 0) return difference;
  }
  return 0;
}

EXPORT(interface_version_8) void interface_version_8(void) {}

EXPORT(allocate) region *allocate(uint32_t bytes) {
  region *empty = take_memory(sizeof(region));
  *empty = (region){(uint32_t)take_memory(bytes), bytes, 0};
  return empty;
}

EXPORT(deallocate) void deallocate(region *unused) { (void)unused; }

static region pass(slice bytes) {
  /* The host refuses the address 0, even for nothing. */
  uint32_t offset = bytes.length > 0 ? (uint32_t)bytes.at : (uint32_t)&__heap_base;
  return (region){offset, bytes.length, bytes.length};
}

slice region_bytes(const region *from) { return (slice){(const char *)from->offset, from->length}; }

region *region_over(slice bytes) {
  region *full = take_memory(sizeof(region));
  *full = pass(bytes);
  return full;
}

_Noreturn void trap(slice text) {
  region message = pass(text);
  host_abort(&message);
  __builtin_trap();
}

slice db_get(slice key) {
  region passed = pass(key);
  const region *value = host_db_read(&passed);
  return value == NULL ? ABSENT : region_bytes(value);
}

void db_set(slice key, slice value) {
  region passed_key = pass(key), passed_value = pass(value);
  host_db_write(&passed_key, &passed_value);
}

void db_delete(slice key) {
  region passed = pass(key);
  host_db_remove(&passed);
}

error check_address(slice human) {
  region passed = pass(human);
  const region *problem = host_addr_validate(&passed);
  return problem == NULL ? FINE : region_bytes(problem);
}
