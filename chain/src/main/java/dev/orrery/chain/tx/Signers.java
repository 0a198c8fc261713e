package dev.orrery.chain.tx;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.options.v1.OptionsProto;
import java.util.ArrayList;
import java.util.List;

/** Who must sign a message: its type says in which of its fields they stand. cosmossdk.io/x/tx signing. */
public record Signers(AddressFormats formats) {
    /**
     * @throws ChainException if a signer isn't an address
     */
    public List<Address> of(Message message) {
        List<Address> signers = new ArrayList<>();
        collect(message, signers);
        return signers;
    }

    private void collect(Message message, List<Address> into) {
        Descriptor type = message.getDescriptorForType();
        List<String> names = type.getOptions().getExtension(OptionsProto.signer);
        if (names.isEmpty()) {
            throw ChainException.plain("no cosmos.msg.v1.signer option found for message " + type.getFullName()
                    + "; use DefineCustomGetSigners to specify a custom getter");
        }
        for (String name : names) {
            FieldDescriptor field = type.findFieldByName(name);
            for (Object value : values(message, field)) {
                if (value instanceof Message nested) {
                    collect(nested, into);
                } else {
                    into.add(formatOf(field).parse((String) value));
                }
            }
        }
    }

    private static List<?> values(Message message, FieldDescriptor field) {
        return field.isRepeated() ? (List<?>) message.getField(field) : List.of(message.getField(field));
    }

    private AddressFormat formatOf(FieldDescriptor field) {
        boolean validator = field.getOptions().getExtension(OptionsProto.validatorAddress);
        return validator ? formats.validator() : formats.account();
    }
}
