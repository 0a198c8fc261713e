;; The parser has SIMD switched off.
(module
  (memory (export "memory") 1)
  (func (drop (v128.const i32x4 0 0 0 0)))
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
