package dev.orrery.server.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.orrery.server.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options written down in TOML: a table for each command, in it the options without their dashes.
 *
 * @param tables by command, then by option; a value is the list of its elements, of which only arrays have several
 */
record ConfigFile(Path path, Map<String, Map<String, List<String>>> tables) {
    /** A file that says everything of every command has 4 KiB. */
    private static final int MAX_BYTES = 64 * 1024;

    /** @throws CommandFailure if it can't be read or is no such file; the message says where */
    static ConfigFile read(Path path) {
        Map<String, Map<String, List<String>>> tables = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> table : parse(path).properties()) {
            if (!table.getValue().isObject()) {
                throw new CommandFailure(path + ": '" + table.getKey()
                        + "' stands outside of a table like [chain]; which command is it of?");
            }
            Map<String, List<String>> options = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> option : table.getValue().properties()) {
                options.put(option.getKey(), values(path, table.getKey(), option));
            }
            tables.put(table.getKey(), options);
        }
        return new ConfigFile(path, tables);
    }

    Optional<List<String>> value(String command, String option) {
        return Optional.ofNullable(tables.getOrDefault(command, Map.of()).get(option));
    }

    private static JsonNode parse(Path path) {
        try (InputStream file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CommandFailure(path + " is longer than " + MAX_BYTES + " bytes");
            }
            return new TomlMapper().readTree(bytes);
        } catch (JsonProcessingException e) {
            String where = Optional.ofNullable(e.getLocation())
                    .map(location -> ":" + location.getLineNr())
                    .orElse("");
            throw new CommandFailure(path + where + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure("can't read " + path + ": " + e.getMessage(), e);
        }
    }

    private static List<String> values(Path path, String table, Map.Entry<String, JsonNode> option) {
        JsonNode value = option.getValue();
        List<JsonNode> elements = value.isArray() ? value.valueStream().toList() : List.of(value);
        if (elements.stream().anyMatch(JsonNode::isContainerNode)) {
            throw new CommandFailure(
                    path + ": [" + table + "] " + option.getKey() + " is neither a value nor an array of values");
        }
        return elements.stream().map(JsonNode::asText).toList();
    }
}
