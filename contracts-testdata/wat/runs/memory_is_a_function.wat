;; `memory` is exported, but not a memory.
(module
  (memory 1)
  (func (export "memory"))
  ;; One region at 16 for every argument (at 1024, room 63488), so the last argument wins;
  ;; one at 32 for the result (an empty response at 64).
  (data (i32.const 16) "\00\04\00\00" "\00\f8\00\00" "\00\00\00\00")
  (data (i32.const 32) "\40\00\00\00" "\3e\00\00\00" "\3e\00\00\00")
  (data (i32.const 64) "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[],\"data\":null}}")
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 16))
  (func (export "deallocate") (param i32))
  (func (export "instantiate") (param i32 i32 i32) (result i32) (i32.const 32)))
