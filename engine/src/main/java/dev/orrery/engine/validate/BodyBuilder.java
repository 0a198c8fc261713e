package dev.orrery.engine.validate;

import dev.orrery.engine.binary.OperatorReader;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.Arrays;
import java.util.List;

/** Collects the operators of one body into the arrays of {@link FunctionBody}. */
final class BodyBuilder {
    private int size;
    private int[] opcodes;
    private long[] immediates;
    private int[] offsets;
    private int[] partners;
    private boolean[] reachable;
    private int[] labels = new int[16];
    private int labelsSize;
    private int maxHeight;

    /** @param bytes of the body: it has half as many operators, roughly */
    BodyBuilder(int bytes) {
        int capacity = bytes / 2 + 8;
        this.opcodes = new int[capacity];
        this.immediates = new long[capacity];
        this.offsets = new int[capacity];
        this.partners = new int[capacity];
        this.reachable = new boolean[capacity];
    }

    /** Adds an operator; returns its index. */
    int add(int opcode, long immediate, int offset, boolean live) {
        if (size == opcodes.length) {
            int capacity = size * 2;
            opcodes = Arrays.copyOf(opcodes, capacity);
            immediates = Arrays.copyOf(immediates, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
            partners = Arrays.copyOf(partners, capacity);
            reachable = Arrays.copyOf(reachable, capacity);
        }
        opcodes[size] = opcode;
        immediates[size] = immediate;
        offsets[size] = offset;
        partners[size] = -1;
        reachable[size] = live;
        return size++;
    }

    private int startLabels(int count) {
        int start = labelsSize;
        addLabel(count);
        return start;
    }

    private void addLabel(int depth) {
        if (labelsSize == labels.length) {
            labels = Arrays.copyOf(labels, labelsSize * 2);
        }
        labels[labelsSize++] = depth;
    }

    /** Adds the labels of the {@code br_table} that was just read; returns what its immediate is. */
    int labels(OperatorReader operators) {
        int position = startLabels(operators.labelCount() - 1);
        for (int i = 0; i < operators.labelCount(); i++) {
            addLabel(operators.label(i));
        }
        return position;
    }

    int opcode(int index) {
        return opcodes[index];
    }

    long immediate(int index) {
        return immediates[index];
    }

    /** Joins {@code end} to what it closes. */
    void close(int opener, int end) {
        if (opener < 0) {
            return;
        }
        partners[end] = opener;
        int other = partners[opener];
        if (opcodes[opener] == Opcode.IF && other >= 0) {
            partners[other] = end;
        } else {
            partners[opener] = end;
        }
    }

    void joinElse(int opener, int otherwise) {
        partners[opener] = otherwise;
    }

    void height(int height) {
        maxHeight = Math.max(maxHeight, height);
    }

    FunctionBody build(FuncType type, List<ValType> locals, int start) {
        return new FunctionBody(
                type,
                locals,
                start,
                Arrays.copyOf(opcodes, size),
                Arrays.copyOf(immediates, size),
                Arrays.copyOf(offsets, size),
                Arrays.copyOf(partners, size),
                Arrays.copyOf(reachable, size),
                Arrays.copyOf(labels, labelsSize),
                maxHeight);
    }
}
