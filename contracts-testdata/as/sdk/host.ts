// Memory, regions and the functions the host offers. Nothing is freed: an instance lives for one call.

@external("env", "abort")
declare function host_abort(text: usize): void;
@external("env", "db_read")
declare function host_db_read(key: usize): usize;
@external("env", "db_write")
declare function host_db_write(key: usize, value: usize): void;
@external("env", "db_remove")
declare function host_db_remove(key: usize): void;
@external("env", "addr_validate")
declare function host_addr_validate(human: usize): usize;

/** The 12 bytes through which host and contract point at each other's data. */
@unmanaged
class Region {
  offset: u32;
  capacity: u32;
  length: u32;
}

function region(offset: usize, capacity: u32, length: u32): usize {
  const address = heap.alloc(offsetof<Region>());
  const result = changetype<Region>(address);
  result.offset = offset as u32;
  result.capacity = capacity;
  result.length = length;
  return address;
}

export function interface_version_8(): void {}

export function allocate(size: u32): usize {
  return region(heap.alloc(size), size, 0);
}

export function deallocate(_region: usize): void {}

/** A region full of the bytes. */
export function pass(bytes: ArrayBuffer): usize {
  return region(changetype<usize>(bytes), bytes.byteLength, bytes.byteLength);
}

/** What the host left behind the address, as text. */
export function take(address: usize): string {
  const from = changetype<Region>(address);
  return String.UTF8.decodeUnsafe(from.offset, from.length);
}

export function utf8(text: string): ArrayBuffer {
  return String.UTF8.encode(text);
}

/** Ends the call. The compiler calls it, too (`--use abort=`), with the place of the failure. */
export function abort(text: string | null, file: string | null, line: u32, column: u32): void {
  const place = (file ? file : "contract") + ":" + line.toString() + ":" + column.toString();
  host_abort(pass(utf8((text ? text : "failed") + " at " + place)));
  unreachable();
}

export function dbGet(key: ArrayBuffer): string | null {
  const value = host_db_read(pass(key));
  return value == 0 ? null : take(value);
}

export function dbSet(key: ArrayBuffer, value: string): void {
  host_db_write(pass(key), pass(utf8(value)));
}

export function dbRemove(key: ArrayBuffer): void {
  host_db_remove(pass(key));
}

/** A key behind a namespace: its length in two bytes, the namespace, the key. */
export function namespaced(name: string, key: ArrayBuffer): ArrayBuffer {
  const space = utf8(name);
  const length = space.byteLength;
  const full = new ArrayBuffer(2 + length + key.byteLength);
  const at = changetype<usize>(full);
  store<u8>(at, (length >> 8) as u8);
  store<u8>(at, length as u8, 1);
  memory.copy(at + 2, changetype<usize>(space), length);
  memory.copy(at + 2 + length, changetype<usize>(key), key.byteLength);
  return full;
}

/** What is wrong with the address, or null. */
export function checkAddress(human: string): string | null {
  const problem = host_addr_validate(pass(utf8(human)));
  return problem == 0 ? null : take(problem);
}
