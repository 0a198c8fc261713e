package dev.orrery.chain.wire;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A message of which some lists are read only while they are written, since all of them would be too much to hold.
 *
 * @param outline everything else; these lists are empty in it
 * @param lists by the names of their fields
 */
public record StreamedMessage(Message outline, Map<String, Elements> lists) {
    /** The elements of a list. */
    @FunctionalInterface
    public interface Elements {
        /** Hands them over one by one, in their order. */
        void forEach(Consumer<StreamedMessage> taker);

        static Elements of(List<? extends Message> messages) {
            return taker -> messages.forEach(message -> taker.accept(StreamedMessage.of(message)));
        }
    }

    public StreamedMessage {
        lists = Map.copyOf(lists);
        for (String name : lists.keySet()) {
            var field = outline.getDescriptorForType().findFieldByName(name);
            if (field == null || !field.isRepeated() || outline.getRepeatedFieldCount(field) > 0) {
                throw new IllegalArgumentException(name + " is no empty list of "
                        + outline.getDescriptorForType().getFullName());
            }
        }
    }

    /** One that is whole already. */
    public static StreamedMessage of(Message whole) {
        return new StreamedMessage(whole, Map.of());
    }
}
