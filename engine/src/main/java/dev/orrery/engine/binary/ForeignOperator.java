package dev.orrery.engine.binary;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An operator of a proposal that the engine reads, so that it can say what it refuses, but does not run. All of them are in
 * {@code foreign-operators.tsv}.
 *
 * @param opcode the first byte, or else the prefix times 2^16 plus the sub-opcode
 * @param name as in the text format, with underscores for dots
 * @param variant its name in wasmparser's enum Operator
 * @param proposal as wasmparser names it in messages
 * @param immediates see the table
 * @param signature operands and results, where the validator can be asked to accept the operator
 */
public record ForeignOperator(
        int opcode,
        String name,
        String variant,
        String proposal,
        List<String> immediates,
        Optional<FuncType> signature) {
    private static final Map<Integer, ForeignOperator> BY_OPCODE = load();

    static Optional<ForeignOperator> of(int opcode) {
        return Optional.ofNullable(BY_OPCODE.get(opcode));
    }

    private static Map<Integer, ForeignOperator> load() {
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ForeignOperator.class.getResourceAsStream("foreign-operators.tsv")),
                StandardCharsets.UTF_8))) {
            return table.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> parse(line.split("\t", -1)))
                    .collect(Collectors.toUnmodifiableMap(ForeignOperator::opcode, operator -> operator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ForeignOperator parse(String[] columns) {
        String[] code = columns[0].split(" ", -1);
        int first = Integer.parseInt(code[0], 16);
        return new ForeignOperator(
                code.length == 1 ? first : first << 16 | Integer.parseInt(code[1], 16),
                columns[1],
                columns[2],
                columns[3],
                columns.length > 4 ? words(columns[4]) : List.of(),
                columns.length > 5 ? Optional.of(signature(columns[5])) : Optional.empty());
    }

    private static FuncType signature(String text) {
        String[] sides = text.split("->", -1);
        return new FuncType(types(sides[0]), types(sides[1]));
    }

    private static List<ValType> types(String text) {
        return words(text).stream()
                .map(word -> Arrays.stream(ValType.values())
                        .filter(type -> type.text().equals(word))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" ", -1));
    }
}
