;; Recursion through frames of a chosen number of 64-bit locals. The message is depth x 100 + locals,
;; so 1000008 calls 10000 deep with 8 locals.
(module
  (memory (export "memory") 1)
  ;; One region at 16 for every argument (at 1024, room 63488), so the last argument wins;
  ;; one at 32 for the result (an empty response at 64).
  (data (i32.const 16) "\00\04\00\00" "\00\f8\00\00" "\00\00\00\00")
  (data (i32.const 32) "\40\00\00\00" "\3e\00\00\00" "\3e\00\00\00")
  (data (i32.const 64) "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[],\"data\":null}}")
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
  (func $with_0 (param $left i32)
    (if (local.get $left)
      (then (call $with_0 (i32.sub (local.get $left) (i32.const 1))))))
  (func $with_2 (param $left i32)
    (local
      i64 i64)
    (if (local.get $left)
      (then (call $with_2 (i32.sub (local.get $left) (i32.const 1))))))
  (func $with_8 (param $left i32)
    (local
      i64 i64 i64 i64 i64 i64 i64 i64)
    (if (local.get $left)
      (then (call $with_8 (i32.sub (local.get $left) (i32.const 1))))))
  (func $with_32 (param $left i32)
    (local
      i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64
      i64 i64 i64 i64 i64 i64 i64)
    (if (local.get $left)
      (then (call $with_32 (i32.sub (local.get $left) (i32.const 1))))))
  (func $with_64 (param $left i32)
    (local
      i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64
      i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64
      i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (if (local.get $left)
      (then (call $with_64 (i32.sub (local.get $left) (i32.const 1))))))
  (func $with_99 (param $left i32)
    (local
      i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64
      i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64
      i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64
      i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
    (if (local.get $left)
      (then (call $with_99 (i32.sub (local.get $left) (i32.const 1))))))
  (func (export "execute") (param i32 i32 i32) (result i32)
    (local $kind i32) (local $depth i32)
    (local.set $kind (i32.rem_u (call $number (local.get 2)) (i32.const 100)))
    (local.set $depth (i32.div_u (call $number (local.get 2)) (i32.const 100)))
    (if (i32.eq (local.get $kind) (i32.const 0)) (then (call $with_0 (local.get $depth))))
    (if (i32.eq (local.get $kind) (i32.const 2)) (then (call $with_2 (local.get $depth))))
    (if (i32.eq (local.get $kind) (i32.const 8)) (then (call $with_8 (local.get $depth))))
    (if (i32.eq (local.get $kind) (i32.const 32)) (then (call $with_32 (local.get $depth))))
    (if (i32.eq (local.get $kind) (i32.const 64)) (then (call $with_64 (local.get $depth))))
    (if (i32.eq (local.get $kind) (i32.const 99)) (then (call $with_99 (local.get $depth))))
    (i32.const 32)))
