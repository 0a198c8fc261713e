package dev.orrery.ibc.core;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcErrorCode;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcQueryException;
import dev.orrery.ibc.host.Identifiers;

/** What queries have in common. */
final class Answers {
    private Answers() {}

    /** The height an answer is for. */
    static dev.orrery.proto.ibc.core.client.v1.Height height(IbcContext ctx) {
        return height(ctx.height());
    }

    static dev.orrery.proto.ibc.core.client.v1.Height height(Height height) {
        return dev.orrery.proto.ibc.core.client.v1.Height.newBuilder()
                .setRevisionNumber(height.revision())
                .setRevisionHeight(height.number())
                .build();
    }

    static void client(String id) {
        argument(() -> Identifiers.checkClient(id));
    }

    static void connection(String id) {
        argument(() -> Identifiers.checkConnection(id));
    }

    static void channel(String port, String id) {
        argument(() -> Identifiers.checkPort(port));
        argument(() -> Identifiers.checkChannel(id));
    }

    /** Refuses an argument as a query does. */
    static void argument(Runnable check) {
        try {
            check.run();
        } catch (IbcException refused) {
            throw IbcQueryException.invalid(refused.text());
        }
    }

    static IbcQueryException missing(IbcErrorCode kind, String circumstances) {
        return IbcQueryException.notFound(kind.failure(circumstances).text());
    }
}
