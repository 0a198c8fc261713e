package dev.orrery.vm.check.compare;

import dev.orrery.testkit.wasm.Bytes;
import dev.orrery.testkit.wasm.Sections;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns any module into one that has what a contract must have, so that the checks get as far as its bodies: imports go, one
 * memory and the exports come, functions are added behind its own.
 */
final class Contractor {
    private static final int TYPE = 1;
    private static final int FUNCTION = 3;
    private static final int TABLE = 4;
    private static final int MEMORY = 5;
    private static final int EXPORT = 7;
    private static final int CODE = 10;
    private static final int DATA_COUNT = 12;
    private static final int DATA = 11;

    private Contractor() {}

    static byte[] contract(byte[] module) {
        Map<Integer, byte[]> contents = new TreeMap<>();
        for (Sections.Section section : Sections.of(module).sections()) {
            contents.putIfAbsent(section.id(), section.content());
        }
        int types = count(contents.get(TYPE));
        int functions = count(contents.get(FUNCTION));
        append(
                contents,
                TYPE,
                3,
                new Bytes().raw(0x60, 0, 0).raw(0x60, 1, 0x7F, 1, 0x7F).raw(0x60, 1, 0x7F, 0));
        append(
                contents,
                FUNCTION,
                3,
                new Bytes().unsigned(types).unsigned(types + 1).unsigned(types + 2));
        append(
                contents,
                CODE,
                3,
                new Bytes().raw(2, 0, 0x0B).raw(4, 0, 0x20, 0, 0x0B).raw(2, 0, 0x0B));
        contents.put(MEMORY, new Bytes().raw(1, 0, 1).toArray());
        if (contents.containsKey(TABLE)) {
            contents.put(TABLE, new Bytes().raw(1, 0x70, 1, 10, 20).toArray());
        }
        contents.put(
                EXPORT,
                new Bytes()
                        .raw(3)
                        .name("interface_version_8")
                        .raw(0)
                        .unsigned(functions)
                        .name("allocate")
                        .raw(0)
                        .unsigned(functions + 1)
                        .name("deallocate")
                        .raw(0)
                        .unsigned(functions + 2)
                        .toArray());
        contents.remove(2);
        Bytes contract = new Bytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0);
        for (int id : new int[] {TYPE, FUNCTION, TABLE, MEMORY, 6, EXPORT, 8, 9, DATA_COUNT, CODE, DATA}) {
            if (contents.containsKey(id)) {
                contract.raw(id).sized(contents.get(id));
            }
        }
        return contract.toArray();
    }

    private static void append(Map<Integer, byte[]> contents, int id, int count, Bytes entries) {
        byte[] old = contents.getOrDefault(id, new byte[] {0});
        int start = countBytes(old);
        contents.put(
                id,
                new Bytes()
                        .unsigned(count(old) + count)
                        .raw(Arrays.copyOfRange(old, start, old.length))
                        .raw(entries.toArray())
                        .toArray());
    }

    private static int count(byte[] content) {
        int count = 0;
        for (int i = 0; content != null && i < countBytes(content); i++) {
            count |= (content[i] & 0x7F) << (7 * i);
        }
        return count;
    }

    private static int countBytes(byte[] content) {
        int at = 0;
        while (at < content.length && at < 4 && (content[at] & 0x80) != 0) {
            at++;
        }
        return Math.min(at + 1, content.length);
    }
}
