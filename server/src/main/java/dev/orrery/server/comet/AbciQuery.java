package dev.orrery.server.comet;

import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseQuery;

/** Answers {@code abci_query}. Any thread. */
public interface AbciQuery {
    ResponseQuery query(RequestQuery request);
}
