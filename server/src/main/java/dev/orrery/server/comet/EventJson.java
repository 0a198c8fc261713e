package dev.orrery.server.comet;

import static dev.orrery.server.comet.CometJson.array;
import static dev.orrery.server.comet.CometJson.integer;
import static dev.orrery.server.comet.CometJson.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.orrery.chain.solo.ChainEvent;
import dev.orrery.chain.solo.block.BlockStore;
import java.util.List;
import java.util.SortedMap;

/** Events as subscribers get them. */
final class EventJson {
    private EventJson() {}

    static JsonObject result(String query, ChainEvent event, SortedMap<String, List<String>> values) {
        JsonObject data = new JsonObject();
        data.addProperty("type", "tendermint/event/" + event.name());
        data.add("value", value(event));
        JsonObject events = new JsonObject();
        values.forEach((tag, all) -> {
            JsonArray texts = new JsonArray();
            all.forEach(texts::add);
            events.add(tag, texts);
        });
        JsonObject json = new JsonObject();
        json.addProperty("query", query);
        json.add("data", data);
        json.add("events", events);
        return json;
    }

    private static JsonObject value(ChainEvent event) {
        return switch (event) {
            case ChainEvent.NewBlock made -> newBlock(made.block());
            case ChainEvent.NewBlockHeader made ->
                object("header", BlockJson.header(made.block().block().getHeader()));
            case ChainEvent.NewBlockEvents made -> newBlockEvents(made.block());
            case ChainEvent.Tx transaction -> ResultJson.transactionEvent(transaction.result());
            case ChainEvent.ValidatorSetUpdates updates ->
                object("validator_updates", array(updates.changed(), BlockJson::validator));
        };
    }

    private static JsonObject newBlock(BlockStore.Finalized block) {
        JsonObject json = new JsonObject();
        json.add("block", BlockJson.block(block.block()));
        json.add("block_id", BlockJson.blockId(block.id()));
        json.add("result_finalize_block", ResultJson.finalized(block.results()));
        return json;
    }

    private static JsonObject newBlockEvents(BlockStore.Finalized block) {
        JsonObject json = new JsonObject();
        json.add("height", integer(block.height()));
        json.add("events", array(block.results().getEventsList(), ResultJson::event));
        json.add("num_txs", integer(block.block().getData().getTxsCount()));
        return json;
    }
}
