package dev.orrery.server.relay;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same message with one field changed, for every field that is set, however deep. */
final class Forgeries {
    /** Who proposes next, and how much power there is: derived from the rest and never looked at. */
    private static final Set<String> UNREAD = Set.of("proposer", "proposer_priority", "total_voting_power");

    private Forgeries() {}

    /** @param what was changed, by its path */
    record Forgery(String what, Message message) {}

    static List<Forgery> of(Message message) {
        List<Forgery> forgeries = new ArrayList<>();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (UNREAD.contains(field.getName())) {
                continue;
            }
            if (!field.isRepeated()) {
                changes(field, entry.getValue())
                        .forEach(each -> forgeries.add(new Forgery(
                                field.getName() + each.what(),
                                message.toBuilder()
                                        .setField(field, each.value())
                                        .build())));
                continue;
            }
            for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                int index = i;
                changes(field, message.getRepeatedField(field, i))
                        .forEach(each -> forgeries.add(new Forgery(
                                field.getName() + "[" + index + "]" + each.what(),
                                message.toBuilder()
                                        .setRepeatedField(field, index, each.value())
                                        .build())));
            }
        }
        return forgeries;
    }

    /** @param what of the value was changed */
    private record Change(String what, Object value) {}

    private static List<Change> changes(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case MESSAGE ->
                of((Message) value).stream()
                        .map(each -> new Change("." + each.what(), each.message()))
                        .toList();
            case BYTE_STRING -> bytes((ByteString) value);
            case STRING -> List.of(new Change("", value + "x"), new Change(" (none)", ""));
            case INT -> List.of(new Change("", (int) value + 1), new Change(" (0)", 0));
            case LONG -> List.of(new Change("", (long) value + 1), new Change(" (0)", 0L));
            case BOOLEAN -> List.of(new Change("", !(boolean) value));
            case ENUM ->
                field.getEnumType().getValues().stream()
                        .filter(other -> other.getNumber() != ((EnumValueDescriptor) value).getNumber())
                        .map(other -> new Change(" (" + other.getName() + ")", other))
                        .toList();
            case FLOAT, DOUBLE -> List.of();
        };
    }

    private static List<Change> bytes(ByteString value) {
        List<Change> changes = new ArrayList<>();
        for (int at : List.of(0, value.size() / 2, value.size() - 1)) {
            byte[] changed = value.toByteArray();
            changed[at] ^= 1;
            changes.add(new Change(" (byte " + at + ")", ByteString.copyFrom(changed)));
        }
        changes.add(new Change(" (none)", ByteString.EMPTY));
        changes.add(new Change(" (longer)", value.concat(ByteString.copyFrom(new byte[1]))));
        return changes;
    }
}
