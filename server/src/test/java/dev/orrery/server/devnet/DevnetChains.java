package dev.orrery.server.devnet;

import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.Funding;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.grpc.ListenAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Chains whose blocks are made on command, on which the module account "rich" has 1,000ucosm. */
final class DevnetChains {
    private DevnetChains() {}

    static LocalChain start(String address, Optional<Path> home, Beginning beginning) throws IOException {
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse(address);
        return LocalChain.start(new LocalChain.Settings(
                "orrery-1",
                home,
                new LocalChain.Addresses(any, any, any),
                new BlockSchedule.OnCommand(),
                ChainConfig.of("wasm"),
                List.of(new Funding(Address.ofModule("rich"), Coins.of(Coin.of("ucosm", 1_000)))),
                WasmModule.Settings.DEFAULT,
                "0.38.21",
                beginning,
                false));
    }
}
