package dev.orrery.server.onboarding;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.ChainException;
import dev.orrery.server.http.Bodies;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves {@code /chain.json}, {@code /assetlist.json}, {@code /keplr.json} and the faucet under {@code /faucet}; leaves all other
 * paths to others.
 */
public final class Onboarding extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(Onboarding.class.getName());

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Gson WRITER = new Gson();

    private static final String WELCOME = """
            This faucet gives coins of a chain for development to whoever asks.

            GET /faucet/status says which. POST /faucet/credit takes {"address": "…", "denom": "…"}.
            """;

    /** What one request gives: as much as a thousand tokens. */
    private static final long CREDIT = 1_000_000_000;

    private final ChainFacts facts;
    private final Faucet faucet;

    public Onboarding(ChainFacts facts, Faucet faucet) {
        this.facts = facts;
        this.faucet = faucet;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        Descriptions descriptions =
                new Descriptions(facts, Request.getServerName(request), Request.getServerPort(request));
        switch (Request.getPathInContext(request)) {
            case "/chain.json" -> write(response, callback, descriptions.chain());
            case "/assetlist.json" -> write(response, callback, descriptions.assets());
            case "/keplr.json" -> write(response, callback, descriptions.keplr());
            case "/faucet", "/faucet/", "/faucet/healthz" ->
                Bodies.write(response, callback, HttpStatus.OK_200, TEXT, WELCOME);
            case "/faucet/status" -> write(response, callback, status(descriptions));
            case "/faucet/credit" -> credit(request, response, callback);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** As CosmJS's faucet tells of itself. */
    private JsonObject status(Descriptions descriptions) {
        JsonArray tokens = new JsonArray();
        facts.denoms().forEach(tokens::add);
        JsonObject holder = new JsonObject();
        holder.addProperty("address", facts.prefix().text(faucet.holder()));
        JsonObject status = new JsonObject();
        status.addProperty("status", "ok");
        status.addProperty("nodeUrl", descriptions.rpc());
        status.addProperty("chainId", facts.chainId());
        status.add("chainTokens", tokens);
        status.add("availableTokens", tokens);
        status.add("holder", holder);
        status.add("distributors", new JsonArray());
        return status;
    }

    private void credit(Request request, Response response, Callback callback) throws IOException {
        try {
            if (!HttpMethod.POST.is(request.getMethod())) {
                throw new Refusal(HttpStatus.METHOD_NOT_ALLOWED_405, "This endpoint requires a POST request");
            }
            CreditRequest wanted = CreditRequest.parse(Bodies.read(request), facts);
            faucet.send(wanted.to(), Coin.of(wanted.denom(), CREDIT));
            Bodies.write(response, callback, HttpStatus.OK_200, TEXT, "ok");
        } catch (Refusal e) {
            Bodies.write(response, callback, e.status(), TEXT, e.getMessage());
        } catch (Bodies.TooLargeException e) {
            Bodies.write(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, TEXT, e.getMessage());
        } catch (ChainException e) {
            LOG.log(Level.WARNING, "the faucet could not send coins", e);
            Bodies.write(
                    response,
                    callback,
                    HttpStatus.INTERNAL_SERVER_ERROR_500,
                    TEXT,
                    "Sending tokens failed: " + e.getMessage());
        }
    }

    private static void write(Response response, Callback callback, JsonElement json) {
        Bodies.write(response, callback, HttpStatus.OK_200, JSON, WRITER.toJson(json));
    }
}
