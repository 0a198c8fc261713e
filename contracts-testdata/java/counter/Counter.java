package counter;

import sdk.Call;
import sdk.Contract;
import sdk.Host;
import sdk.Json;
import sdk.JsonObject;
import sdk.Refusal;
import sdk.Response;

/** A number that anyone may increment and its owner may reset. */
final class Counter implements Contract {
    private static final long MAX_COUNT = 0xFFFFFFFFL;

    private record State(long count, String owner) {
        private static final String KEY = "state";

        static State load() {
            Json json = Host.get(Host.key(KEY)).orElseThrow();
            return new State(json.get("count").number(), json.get("owner").text());
        }

        void save() {
            Host.set(
                    Host.key(KEY),
                    new JsonObject().number("count", count).text("owner", owner).toString());
        }
    }

    @Override
    public Response instantiate(Call call) {
        State state = new State(count(call.fields()), call.sender());
        state.save();
        return new Response()
                .attribute("action", "instantiate")
                .attribute("owner", state.owner())
                .attribute("count", state.count());
    }

    @Override
    public Response execute(Call call) {
        State before = State.load();
        State after =
                switch (call.name()) {
                    case "increment" -> incremented(before);
                    case "reset" -> reset(before, call);
                    default -> throw new Refusal("unknown message");
                };
        after.save();
        return new Response().attribute("action", call.name()).attribute("count", after.count());
    }

    private static State incremented(State state) {
        if (state.count() == MAX_COUNT) {
            throw new Refusal("the counter is at its maximum");
        }
        return new State(state.count() + 1, state.owner());
    }

    private static State reset(State state, Call call) {
        if (!call.sender().equals(state.owner())) {
            throw new Refusal("only the owner may reset the counter");
        }
        return new State(count(call.fields()), state.owner());
    }

    @Override
    public String query(Call call) {
        return switch (call.name()) {
            case "get_count" -> new JsonObject().number("count", State.load().count()).toString();
            default -> throw new Refusal("unknown query");
        };
    }

    private static long count(Json fields) {
        return fields.get("count").numberUpTo(MAX_COUNT);
    }
}
