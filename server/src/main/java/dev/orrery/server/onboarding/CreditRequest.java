package dev.orrery.server.onboarding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import java.io.IOException;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Who wants coins, and which. Refusals are worded as CosmJS's faucet words them (packages/faucet/src/api); its client sends JSON as
 * plain text since 0.34, so the type of the body is not looked at.
 */
record CreditRequest(Address to, String denom) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static CreditRequest parse(byte[] body, ChainFacts facts) throws Refusal, IOException {
        JsonNode json = json(body);
        if (json.has("ticker")) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST_400,
                    "The 'ticker' field was removed in CosmJS 0.23. Please use 'denom' instead.");
        }
        String address = text(json, "address");
        String denom = text(json, "denom");
        Address to;
        try {
            to = facts.prefix().parse(address);
        } catch (ChainException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST_400, "Address is not in the expected format for this chain.");
        }
        if (!facts.denoms().contains(denom)) {
            throw new Refusal(
                    HttpStatus.UNPROCESSABLE_ENTITY_422,
                    "Token is not available. Available tokens are: " + String.join(",", facts.denoms()));
        }
        return new CreditRequest(to, denom);
    }

    private static JsonNode json(byte[] body) throws Refusal, IOException {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Said below, as of any other thing that is no object.
        }
        throw new Refusal(HttpStatus.BAD_REQUEST_400, "Request body must be a dictionary.");
    }

    private static String text(JsonNode json, String name) throws Refusal {
        if (!json.path(name).isTextual()) {
            throw new Refusal(HttpStatus.BAD_REQUEST_400, "Property '" + name + "' must be a string.");
        }
        if (json.get(name).textValue().isEmpty()) {
            throw new Refusal(HttpStatus.BAD_REQUEST_400, "Property '" + name + "' must not be empty.");
        }
        return json.get(name).textValue();
    }
}
