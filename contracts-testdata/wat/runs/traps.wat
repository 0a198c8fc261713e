;; Each kind of trap, chosen by the number that is the message.
(module
  (import "env" "abort" (func $abort (param i32)))
  (memory (export "memory") 1)
  ;; One region at 16 for every argument (at 1024, room 63488), so the last argument wins;
  ;; one at 32 for the result (an empty response at 64).
  (data (i32.const 16) "\00\04\00\00" "\00\f8\00\00" "\00\00\00\00")
  (data (i32.const 32) "\40\00\00\00" "\3e\00\00\00" "\3e\00\00\00")
  (data (i32.const 64) "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[],\"data\":null}}")
  (table 2 2 funcref)
  (elem (i32.const 1) $mismatched)
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 16))
  (func (export "deallocate") (param i32))
  (func (export "instantiate") (param i32 i32 i32) (result i32) (i32.const 32))
  ;; The message is a decimal number; this reads it from its region.
  (func $number (param $region i32) (result i32)
    (local $at i32) (local $end i32) (local $number i32)
    (local.set $at (i32.load (local.get $region)))
    (local.set $end (i32.add (local.get $at) (i32.load offset=8 (local.get $region))))
    (block $done
      (loop $digit
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $number
          (i32.add
            (i32.mul (local.get $number) (i32.const 10))
            (i32.sub (i32.load8_u (local.get $at)) (i32.const 48))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $digit)))
    (local.get $number))
  (func $mismatched (param i32))
  (func $deeper
    (call $deeper))
  (func (export "execute") (param i32 i32 i32) (result i32)
    (block $none (block $17 (block $16 (block $15 (block $14 (block $13 (block $12
    (block $11 (block $10 (block $9 (block $8 (block $7 (block $6 (block $5
    (block $4 (block $3 (block $2 (block $1 (block $0
    (br_table $0 $1 $2 $3 $4 $5 $6 $7 $8 $9 $10 $11 $12 $13 $14 $15 $16 $17 $none (call $number (local.get 2))))
    ;; 0: unreachable
    unreachable
    (return (i32.const 32)))
    ;; 1: integer divide by zero
    (drop (i32.div_s (i32.const 1) (i32.const 0)))
    (return (i32.const 32)))
    ;; 2: integer divide by zero
    (drop (i64.rem_u (i64.const 1) (i64.const 0)))
    (return (i32.const 32)))
    ;; 3: integer overflow
    (drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))
    (return (i32.const 32)))
    ;; 4: no trap
    (drop (i32.rem_s (i32.const 0x80000000) (i32.const -1)))
    (return (i32.const 32)))
    ;; 5: invalid conversion to integer
    (drop (i32.trunc_f32_s (f32.const nan)))
    (return (i32.const 32)))
    ;; 6: integer overflow
    (drop (i32.trunc_f64_u (f64.const -1)))
    (return (i32.const 32)))
    ;; 7: no trap: saturates
    (drop (i32.trunc_sat_f64_u (f64.const -1)))
    (return (i32.const 32)))
    ;; 8: out of bounds memory access
    (drop (i32.load (i32.const 65533)))
    (return (i32.const 32)))
    ;; 9: out of bounds memory access: the sum of address and offset does not wrap
    (drop (i32.load offset=0xffffffff (i32.const 1)))
    (return (i32.const 32)))
    ;; 10: out of bounds memory access
    (i64.store (i32.const 65529) (i64.const 1))
    (return (i32.const 32)))
    ;; 11: uninitialized element
    (call_indirect (i32.const 0))
    (return (i32.const 32)))
    ;; 12: indirect call type mismatch
    (call_indirect (i32.const 1))
    (return (i32.const 32)))
    ;; 13: undefined element: out of bounds table access
    (call_indirect (i32.const 2))
    (return (i32.const 32)))
    ;; 14: call stack exhausted
    (call $deeper)
    (return (i32.const 32)))
    ;; 15: no trap: growing too far is refused
    (drop (memory.grow (i32.const 65535)))
    (return (i32.const 32)))
    ;; 16: endless
    (loop $forever (br $forever))
    (return (i32.const 32)))
    ;; 17: Aborted
    (call $abort (local.get 2))
    (return (i32.const 32)))
    (i32.const 32)))
