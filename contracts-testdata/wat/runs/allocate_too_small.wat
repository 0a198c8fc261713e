;; `allocate` always answers the same region, which has room for 4 bytes.
(module
  (memory (export "memory") 1)
  (data (i32.const 16) "\00\04\00\00" "\04\00\00\00" "\00\00\00\00")
  (data (i32.const 32) "\40\00\00\00" "\3e\00\00\00" "\3e\00\00\00")
  (data (i32.const 64) "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[],\"data\":null}}")
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 16))
  (func (export "deallocate") (param i32))
  (func (export "instantiate") (param i32 i32 i32) (result i32) (i32.const 32)))
