package dev.orrery.testkit.wasm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Valid modules made to cost a compiler as much as possible for each of their bytes. */
public final class HostileModules {
    private static final int I32_ADD = 0x6A;
    private static final Sig UNARY = Sig.of(Type.I32).to(Type.I32);

    private HostileModules() {}

    /** The modules by name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> modules = new LinkedHashMap<>();
        modules.put("20,000 functions of 100 parameters", manyParameters(20_000, 100));
        modules.put("20,000 functions of 100 locals", manyLocals(20_000, 100));
        modules.put("one function of 10,000 locals, all used", manyLocals(1, 10_000));
        modules.put("blocks nested 10,000 deep", nestedBlocks(10_000));
        modules.put("ifs with results nested 10,000 deep", nestedIfs(10_000));
        modules.put("loops nested 10,000 deep, each branching to all of 100 around it", nestedLoops(10_000, 100));
        modules.put("br_table of 100,000 targets", branchTable(100_000));
        modules.put("br_table of 100,000 targets out of 1,000 blocks", spreadBranchTable(1_000, 100_000));
        modules.put("100 br_tables of 1,000 targets", branchTables(100, 1_000));
        modules.put("one function of 1 MB", hugeFunction(1 << 20));
        modules.put("one function of 1 MB of calls with 10 arguments", callingFunction(1 << 20));
        modules.put("1,000 operands on the stack around 10,000 branches", tallStack(1_000, 10_000));
        modules.put("table of 2,500 functions of one type, 2,500 indirect calls", indirectCalls(2_500));
        modules.put("2,500 types, each called indirectly", indirectTypes(2_500));
        return Collections.unmodifiableMap(modules);
    }

    private static byte[] manyParameters(int functions, int params) {
        WasmBuilder module = new WasmBuilder();
        Sig type = Sig.of(Collections.nCopies(params, Type.I64).toArray(Type[]::new));
        for (int i = 0; i < functions; i++) {
            module.function(type, code -> {});
        }
        return module.build();
    }

    private static byte[] manyLocals(int functions, int locals) {
        WasmBuilder module = new WasmBuilder();
        for (int i = 0; i < functions; i++) {
            module.function(Sig.NONE, code -> {
                code.locals(locals, Type.I64);
                if (functions == 1) {
                    for (int local = 1; local < locals; local++) {
                        code.localGet(local - 1).localSet(local);
                    }
                }
            });
        }
        return module.build();
    }

    private static byte[] nestedBlocks(int depth) {
        return single(code -> {
            for (int i = 0; i < depth; i++) {
                code.block();
            }
            for (int i = 0; i < depth; i++) {
                code.localGet(0).brIf(i % (depth - i)).end();
            }
            code.localGet(0);
        });
    }

    private static byte[] nestedIfs(int depth) {
        return single(code -> {
            for (int i = 0; i < depth; i++) {
                code.localGet(0).localGet(0).when(Type.I32);
            }
            code.i32(1);
            for (int i = 0; i < depth; i++) {
                code.otherwise().localGet(0).end().op(I32_ADD);
            }
        });
    }

    private static byte[] nestedLoops(int depth, int branches) {
        return single(code -> {
            for (int i = 0; i < depth; i++) {
                code.loop();
            }
            for (int i = depth; i > 0; i--) {
                code.localGet(0).brIf(Math.min(i, branches) - 1).end();
            }
            code.localGet(0);
        });
    }

    private static byte[] branchTable(int targets) {
        return single(code ->
                code.block().localGet(0).brTable(new int[targets], 0).end().localGet(0));
    }

    private static byte[] spreadBranchTable(int blocks, int targets) {
        int[] depths = new int[targets];
        for (int i = 0; i < targets; i++) {
            depths[i] = i % blocks;
        }
        return single(code -> {
            for (int i = 0; i < blocks; i++) {
                code.block();
            }
            code.localGet(0).brTable(depths, 0);
            for (int i = 0; i < blocks; i++) {
                code.end().localGet(0).i32(i).op(I32_ADD).localSet(0);
            }
            code.localGet(0);
        });
    }

    private static byte[] branchTables(int tables, int targets) {
        return single(code -> {
            for (int i = 0; i < tables; i++) {
                code.block().localGet(0).brTable(new int[targets], 0).end();
            }
            code.localGet(0);
        });
    }

    private static byte[] hugeFunction(int bytes) {
        return single(code -> {
            code.localGet(0);
            for (int i = 0; i < bytes / 6; i++) {
                code.localGet(0).op(I32_ADD).localTee(0).nop();
            }
        });
    }

    private static byte[] callingFunction(int bytes) {
        Sig callee = Sig.of(Collections.nCopies(10, Type.I32).toArray(Type[]::new));
        return new WasmBuilder()
                .function(callee, code -> {})
                .function(UNARY, code -> {
                    for (int i = 0; i < bytes / 22; i++) {
                        for (int argument = 0; argument < 10; argument++) {
                            code.localGet(0);
                        }
                        code.call(0);
                    }
                    code.localGet(0);
                })
                .build();
    }

    private static byte[] tallStack(int operands, int branches) {
        return single(code -> {
            for (int i = 0; i < operands; i++) {
                code.localGet(0);
            }
            for (int i = 0; i < branches; i++) {
                code.block().localGet(0).brIf(0).end();
            }
            for (int i = 1; i < operands; i++) {
                code.op(I32_ADD);
            }
        });
    }

    private static byte[] indirectCalls(int functions) {
        WasmBuilder module = new WasmBuilder().table(Type.FUNCREF, functions, functions);
        int[] elements = new int[functions];
        for (int i = 0; i < functions; i++) {
            elements[i] = i;
            module.function(UNARY, code -> code.localGet(0).localGet(0).callIndirect(0, 0));
        }
        return module.elements(0, elements).build();
    }

    private static byte[] indirectTypes(int types) {
        WasmBuilder module = new WasmBuilder().table(Type.FUNCREF, types, types);
        int[] elements = new int[types];
        for (int i = 0; i < types; i++) {
            elements[i] = i;
            Type[] params = new Type[13];
            for (int bit = 0; bit < params.length; bit++) {
                params[bit] = (i >> bit & 1) == 0 ? Type.I32 : Type.I64;
            }
            Sig type = Sig.of(params);
            int index = module.type(type);
            module.function(type, code -> {
                for (int param = 0; param < params.length; param++) {
                    code.localGet(param);
                }
                code.i32(0).callIndirect(index, 0);
            });
        }
        return module.elements(0, elements).build();
    }

    private static byte[] single(Consumer<Code> body) {
        return new WasmBuilder().function("run", UNARY, body).build();
    }
}
