package dev.orrery.msg.json;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Struct codecs by number of fields: the types of the fields are checked against the record's constructor. */
final class Structs {
    private Structs() {}

    interface Make3<A, B, C, T> {
        T of(A a, B b, C c);
    }

    interface Make4<A, B, C, D, T> {
        T of(A a, B b, C c, D d);
    }

    interface Make5<A, B, C, D, E, T> {
        T of(A a, B b, C c, D d, E e);
    }

    interface Make6<A, B, C, D, E, F, T> {
        T of(A a, B b, C c, D d, E e, F f);
    }

    interface Make7<A, B, C, D, E, F, G, T> {
        T of(A a, B b, C c, D d, E e, F f, G g);
    }

    interface Make8<A, B, C, D, E, F, G, H, T> {
        T of(A a, B b, C c, D d, E e, F f, G g, H h);
    }

    static <T> Codec<T> struct(String name, T only) {
        return new StructCodec<>(name, List.of(), slots -> only);
    }

    static <A, T> Codec<T> struct(String name, Member<T, A> a, Function<A, T> make) {
        return new StructCodec<>(name, List.of(a), s -> make.apply(a.in(s, 0)));
    }

    static <A, B, T> Codec<T> struct(String name, Member<T, A> a, Member<T, B> b, BiFunction<A, B, T> make) {
        return new StructCodec<>(name, List.of(a, b), s -> make.apply(a.in(s, 0), b.in(s, 1)));
    }

    static <A, B, C, T> Codec<T> struct(
            String name, Member<T, A> a, Member<T, B> b, Member<T, C> c, Make3<A, B, C, T> make) {
        return new StructCodec<>(name, List.of(a, b, c), s -> make.of(a.in(s, 0), b.in(s, 1), c.in(s, 2)));
    }

    static <A, B, C, D, T> Codec<T> struct(
            String name, Member<T, A> a, Member<T, B> b, Member<T, C> c, Member<T, D> d, Make4<A, B, C, D, T> make) {
        return new StructCodec<>(
                name, List.of(a, b, c, d), s -> make.of(a.in(s, 0), b.in(s, 1), c.in(s, 2), d.in(s, 3)));
    }

    static <A, B, C, D, E, T> Codec<T> struct(
            String name,
            Member<T, A> a,
            Member<T, B> b,
            Member<T, C> c,
            Member<T, D> d,
            Member<T, E> e,
            Make5<A, B, C, D, E, T> make) {
        return new StructCodec<>(
                name, List.of(a, b, c, d, e), s -> make.of(a.in(s, 0), b.in(s, 1), c.in(s, 2), d.in(s, 3), e.in(s, 4)));
    }

    static <A, B, C, D, E, F, T> Codec<T> struct(
            String name,
            Member<T, A> a,
            Member<T, B> b,
            Member<T, C> c,
            Member<T, D> d,
            Member<T, E> e,
            Member<T, F> f,
            Make6<A, B, C, D, E, F, T> make) {
        return new StructCodec<>(
                name,
                List.of(a, b, c, d, e, f),
                s -> make.of(a.in(s, 0), b.in(s, 1), c.in(s, 2), d.in(s, 3), e.in(s, 4), f.in(s, 5)));
    }

    static <A, B, C, D, E, F, G, T> Codec<T> struct(
            String name,
            Member<T, A> a,
            Member<T, B> b,
            Member<T, C> c,
            Member<T, D> d,
            Member<T, E> e,
            Member<T, F> f,
            Member<T, G> g,
            Make7<A, B, C, D, E, F, G, T> make) {
        return new StructCodec<>(
                name,
                List.of(a, b, c, d, e, f, g),
                s -> make.of(a.in(s, 0), b.in(s, 1), c.in(s, 2), d.in(s, 3), e.in(s, 4), f.in(s, 5), g.in(s, 6)));
    }

    static <A, B, C, D, E, F, G, H, T> Codec<T> struct(
            String name,
            Member<T, A> a,
            Member<T, B> b,
            Member<T, C> c,
            Member<T, D> d,
            Member<T, E> e,
            Member<T, F> f,
            Member<T, G> g,
            Member<T, H> h,
            Make8<A, B, C, D, E, F, G, H, T> make) {
        return new StructCodec<>(
                name,
                List.of(a, b, c, d, e, f, g, h),
                s -> make.of(
                        a.in(s, 0),
                        b.in(s, 1),
                        c.in(s, 2),
                        d.in(s, 3),
                        e.in(s, 4),
                        f.in(s, 5),
                        g.in(s, 6),
                        h.in(s, 7)));
    }
}
