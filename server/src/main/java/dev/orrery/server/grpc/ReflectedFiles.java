package dev.orrery.server.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Descriptors as reflection shows them: with the JSON name of every field, which generated Java leaves out and clients of Go nodes
 * print answers with. Any thread.
 */
final class ReflectedFiles {
    private final ConcurrentMap<String, FileDescriptor> files = new ConcurrentHashMap<>();

    FileDescriptor of(FileDescriptor file) {
        FileDescriptor known = files.get(file.getName());
        if (known != null) {
            return known;
        }
        FileDescriptor[] dependencies =
                file.getDependencies().stream().map(this::of).toArray(FileDescriptor[]::new);
        FileDescriptorProto.Builder named = file.toProto().toBuilder();
        named.getMessageTypeBuilderList().forEach(ReflectedFiles::nameFields);
        try {
            FileDescriptor built = FileDescriptor.buildFrom(named.build(), dependencies);
            FileDescriptor earlier = files.putIfAbsent(file.getName(), built);
            return earlier == null ? built : earlier;
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(file.getName() + " was valid without JSON names", e);
        }
    }

    private static void nameFields(DescriptorProto.Builder message) {
        message.getFieldBuilderList().forEach(field -> field.setJsonName(jsonName(field.getName())));
        message.getNestedTypeBuilderList().forEach(ReflectedFiles::nameFields);
    }

    /** As protoc forms it, see {@link FieldDescriptor#getJsonName}. */
    private static String jsonName(String name) {
        StringBuilder json = new StringBuilder(name.length());
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                json.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return json.toString();
    }
}
