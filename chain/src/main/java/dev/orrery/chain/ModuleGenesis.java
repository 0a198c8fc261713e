package dev.orrery.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import dev.orrery.chain.wire.ProtoJsonReader;

/** A module's part of the genesis file. */
public record ModuleGenesis(JsonNode json, ProtoJsonReader reader) {
    /**
     * The part as the module's message.
     *
     * @throws ProtoJsonReader.BadJsonException naming the field that is wrong
     */
    public <M extends Message> M as(M prototype) {
        return reader.read(json, prototype);
    }
}
