package dev.orrery.msg.json;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Go struct as a record: fields in Go's order when writing; any order, any letter case and unknown names when
 * reading. Unions are structs too, of optional variants.
 */
final class StructCodec<T> implements Codec<T> {
    private final String name;
    private final List<Member<T, ?>> members;
    private final Function<Object[], T> build;
    private final T zero;
    private final Map<String, Integer> byName;
    private final Map<String, Integer> byFoldedName;

    /**
     * @param name of the Go type without its package; it appears in error texts
     * @param build makes the record from the field values, in the order of {@code members}
     */
    StructCodec(String name, List<Member<T, ?>> members, Function<Object[], T> build) {
        this.name = name;
        this.members = List.copyOf(members);
        this.build = build;
        this.zero = build.apply(
                members.stream().map(member -> member.codec().zero()).toArray());
        this.byName = indexBy(UnaryOperator.identity());
        this.byFoldedName = indexBy(StructCodec::folded);
    }

    private Map<String, Integer> indexBy(UnaryOperator<String> key) {
        return IntStream.range(0, members.size())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(
                        i -> key.apply(members.get(i).name()), i -> i));
    }

    /**
     * A sealed interface. Should a contract set several variants, the first of those listed counts; messages are listed
     * in the order of the switches in wasmd's handler_plugin_encoders.go. Should it set none that we know, the value is
     * {@code none}.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> StructCodec<T> union(String name, T none, Member<T, ? extends Optional<? extends T>>... variants) {
        return union(name, none, present -> {}, variants);
    }

    /**
     * @param check refuses impossible combinations of variants that are present, by a {@link JsonException}
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T> StructCodec<T> union(
            String name, T none, Consumer<Set<String>> check, Member<T, ? extends Optional<? extends T>>... variants) {
        List<Member<T, ? extends Optional<? extends T>>> all = List.of(variants);
        return new StructCodec<>(name, List.copyOf(all), slots -> {
            check.accept(presentNames(all, slots));
            return firstPresent(all, slots, none);
        });
    }

    private static <T> Set<String> presentNames(
            List<Member<T, ? extends Optional<? extends T>>> variants, Object[] slots) {
        return IntStream.range(0, slots.length)
                .filter(i -> variants.get(i).in(slots, i).isPresent())
                .mapToObj(i -> variants.get(i).name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> T firstPresent(
            List<Member<T, ? extends Optional<? extends T>>> variants, Object[] slots, T none) {
        for (int i = 0; i < variants.size(); i++) {
            Optional<? extends T> value = variants.get(i).in(slots, i);
            if (value.isPresent()) {
                return value.get();
            }
        }
        return none;
    }

    /** {@code struct {}} for a struct without name, of which wasmvm has only the empty one. */
    @Override
    public String goType() {
        return name.isEmpty() ? "struct {}" : "types." + name;
    }

    @Override
    public T zero() {
        return zero;
    }

    @Override
    public T read(JsonReader in, T previous) {
        if (in.peek() != '{') {
            if (!in.takeNull()) {
                in.skipMismatch(goType());
            }
            return previous;
        }
        Object[] slots = members.stream().map(member -> member.of(previous)).toArray();
        in.object(key -> readField(in, key, slots));
        return build.apply(slots);
    }

    private void readField(JsonReader in, String key, Object[] slots) {
        Integer index = byName.getOrDefault(key, byFoldedName.get(folded(key)));
        if (index == null) {
            in.skip();
            return;
        }
        Member<T, ?> member = members.get(index);
        in.inField(name, member.name(), () -> member.readInto(in, slots, index));
    }

    /**
     * The name without letter case, by Unicode simple folding: besides A–Z, only the Kelvin sign and the long s fold
     * to ASCII letters, and all names we know are ASCII.
     */
    private static String folded(String name) {
        return name.replace('\u212A', 'k').replace('\u017F', 's').toLowerCase(Locale.ROOT);
    }

    @Override
    public void write(JsonWriter out, T value) {
        out.ascii("{");
        String separator = "";
        for (Member<T, ?> member : members) {
            if (writeField(out, member, value, separator)) {
                separator = ",";
            }
        }
        out.ascii("}");
    }

    private static <T, F> boolean writeField(JsonWriter out, Member<T, F> member, T record, String separator) {
        F value = member.of(record);
        if (member.omitEmpty() && member.codec().isEmpty(value)) {
            return false;
        }
        out.ascii(separator + "\"" + member.name() + "\":");
        member.codec().write(out, value);
        return true;
    }
}
