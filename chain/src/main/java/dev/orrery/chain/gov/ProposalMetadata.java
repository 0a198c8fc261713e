package dev.orrery.chain.gov;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.msg.json.GoJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What clients write about a proposal in its metadata, if they follow the recommendation. Names are read as Go reads them, in any
 * case. Cosmos SDK x/gov/types/metadata.go.
 */
record ProposalMetadata(String title, String summary) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS =
            List.of("title", "summary", "details", "proposal_forum_url", "vote_option_context");

    /** Nothing if the metadata is of another form, which is fine as well. */
    static Optional<ProposalMetadata> of(String metadata) {
        if (!GoJson.isValid(metadata.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            return of(JSON.readTree(metadata));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // deeper than anybody reads
        }
    }

    private static Optional<ProposalMetadata> of(JsonNode json) {
        if (json.isNull()) {
            return Optional.of(new ProposalMetadata("", ""));
        }
        if (!json.isObject()) {
            return Optional.empty();
        }
        String title = "";
        String summary = "";
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!fits(field.getKey(), field.getValue())) {
                return Optional.empty();
            }
            if (!field.getValue().isNull()) {
                if (field.getKey().equalsIgnoreCase("title")) {
                    title = field.getValue().asText();
                } else if (field.getKey().equalsIgnoreCase("summary")) {
                    summary = field.getValue().asText();
                }
            }
        }
        return Optional.of(new ProposalMetadata(title, summary));
    }

    private static boolean fits(String name, JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        if (TEXTS.stream().anyMatch(name::equalsIgnoreCase)) {
            return value.isTextual();
        }
        return !name.equalsIgnoreCase("authors") || isListOfTexts(value);
    }

    private static boolean isListOfTexts(JsonNode value) {
        if (!value.isArray()) {
            return false;
        }
        for (JsonNode each : value) {
            if (!each.isTextual() && !each.isNull()) {
                return false;
            }
        }
        return true;
    }
}
