package dev.orrery.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What wasmd answered to a series of requests; see src/test/go. */
record Recording(RequestInitChain init, List<Step> steps) {
    /** A request and wasmd's answer, as protobuf. */
    record Step(String kind, List<String> labels, byte[] request, byte[] response) {}

    static Recording load(String name) throws IOException {
        try (InputStream in = Recording.class.getResourceAsStream("recorded/" + name + ".json")) {
            JsonNode json = new ObjectMapper().readTree(in);
            List<Step> steps = new ArrayList<>();
            for (JsonNode step : json.get("steps")) {
                List<String> labels = new ArrayList<>();
                step.path("labels").forEach(label -> labels.add(label.asText()));
                steps.add(new Step(
                        step.get("kind").asText(), labels, bytes(step.get("request")), bytes(step.get("response"))));
            }
            return new Recording(RequestInitChain.parseFrom(bytes(json.get("init"))), steps);
        }
    }

    private static byte[] bytes(JsonNode node) {
        return node.isNull() ? new byte[0] : Base64.getDecoder().decode(node.asText());
    }
}
