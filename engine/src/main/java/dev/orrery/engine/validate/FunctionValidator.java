package dev.orrery.engine.validate;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ByteReader;
import dev.orrery.engine.binary.CodeEntry;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.binary.OperatorReader;
import dev.orrery.engine.binary.TypeReader;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;

/** Validates one function body and decodes it on the way: locals, then operator by operator. */
public final class FunctionValidator {
    /** wasmparser limits.rs: MAX_WASM_FUNCTION_LOCALS; parameters count. */
    private static final int MAX_LOCALS = 50_000;

    private final ModuleContext module;
    private final FuncType type;
    private final int start;
    private final ByteReader reader;
    private final OperatorReader operators;
    private final OperandStack stack = new OperandStack();
    private final BodyBuilder body;
    private final List<ValType> declaredLocals = new ArrayList<>();
    private final ControlRules control;
    private final PlainRules plain;
    private final ForeignRules foreign;

    private FunctionValidator(ModuleContext module, FuncType type, CodeEntry code) {
        this.module = module;
        this.type = type;
        this.start = code.start();
        this.reader = new ByteReader(module.bytes(), code.start(), code.end());
        this.operators = new OperatorReader(reader);
        this.body = new BodyBuilder(code.end() - code.start());
        this.control = new ControlRules(module, stack, body, operators);
        this.plain = new PlainRules(module, type, declaredLocals, stack, operators);
        this.foreign = new ForeignRules(module, stack, operators);
    }

    /**
     * Validates the body of a function of that type.
     *
     * @throws ModuleException at the first operator that is malformed or invalid
     */
    public static FunctionBody validate(ModuleContext module, FuncType type, CodeEntry code) throws ModuleException {
        return new FunctionValidator(module, type, code).validate();
    }

    private FunctionBody validate() throws ModuleException {
        readLocals();
        stack.enter(Opcode.BLOCK, -1, List.of(), type.results());
        int lastEnd = -1;
        while (!reader.atEnd()) {
            int at = reader.position();
            int opcode = operators.read();
            OperatorFeatures.check(opcode, operators, module.features(), at);
            boolean live = stack.live();
            long immediate = opcode == Opcode.BR_TABLE ? body.labels(operators) : operators.immediate();
            int index = body.add(opcode, immediate, at, live);
            if (operators.foreign().isPresent()) {
                foreign.check(operators.foreign().get(), at);
            } else if (ControlRules.isControl(opcode)) {
                control.check(opcode, index, at);
            } else {
                plain.check(opcode, at);
            }
            body.height(stack.height());
            if (lastEnd < 0 && stack.depth() == 0) {
                lastEnd = reader.position();
            }
        }
        if (stack.depth() != 0) {
            throw ByteReader.malformed("control frames remain at end of function: END opcode expected", reader.end());
        }
        if (lastEnd != reader.end()) {
            throw OperandStack.beyondEnd(reader.end());
        }
        return body.build(type, declaredLocals, start);
    }

    private void readLocals() throws ModuleException {
        int groups = reader.u32();
        for (int group = 0; Integer.compareUnsigned(group, groups) < 0; group++) {
            int at = reader.position();
            long count = Integer.toUnsignedLong(reader.u32());
            ValType local = TypeReader.valType(reader).accept(module.features(), at);
            if (type.params().size() + declaredLocals.size() + count > MAX_LOCALS && count > 0) {
                throw ByteReader.malformed("too many locals: locals exceed maximum", at);
            }
            for (long i = 0; i < count; i++) {
                declaredLocals.add(local);
            }
        }
    }
}
