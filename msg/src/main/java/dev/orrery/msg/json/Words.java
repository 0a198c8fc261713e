package dev.orrery.msg.json;

import static dev.orrery.msg.json.Scalars.STRING;

import dev.orrery.msg.ReplyOn;
import dev.orrery.msg.VoteOption;
import java.util.List;
import java.util.function.Function;

/** Codecs of the types that wasmvm spells as one word of a fixed list. */
final class Words {
    static final Codec<ReplyOn> REPLY_ON =
            word("types.replyOn", "reply_on value", List.of(ReplyOn.values()), ReplyOn.UNSET, ReplyOn::wireName);
    static final Codec<VoteOption> VOTE_OPTION = word(
            "types.voteOption", "vote option", List.of(VoteOption.values()), VoteOption.UNSET, VoteOption::wireName);

    private Words() {}

    private static <E extends Enum<E>> Codec<E> word(
            String goType, String what, List<E> all, E unset, Function<E, String> name) {
        return new WordCodec<>(goType, what, all, unset, name, Containers.selfDecoding(STRING));
    }

    /** A word; in JSON even null must be one of the list, so what is unset can only be left out. */
    private record WordCodec<E extends Enum<E>>(
            String goType, String what, List<E> all, E unset, Function<E, String> name, Codec<String> text)
            implements Codec<E> {
        @Override
        public E zero() {
            return unset;
        }

        @Override
        public E read(JsonReader in, E previous) {
            String word = text.read(in, "");
            return all.stream()
                    .filter(each -> each != unset && name.apply(each).equals(word))
                    .findFirst()
                    .orElseThrow(() -> JsonReader.abort("invalid " + what + " '" + word + "'"));
        }

        @Override
        public void write(JsonWriter out, E value) {
            out.string(name.apply(value));
        }
    }
}
