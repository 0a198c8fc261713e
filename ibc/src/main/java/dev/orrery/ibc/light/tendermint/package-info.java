/**
 * The light client 07-tendermint: follows a chain that CometBFT runs by its signed headers. Spec: IBC.md §10; ibc-go v11
 * light-clients/07-tendermint; CometBFT 0.38 light and types.
 *
 * <p>Entry type: {@link dev.orrery.ibc.light.tendermint.TendermintClient}. {@link dev.orrery.ibc.light.tendermint.BlockHash} and
 * {@link dev.orrery.ibc.light.tendermint.VoteBytes} are what a chain needs too that signs such headers itself. When headers are
 * fetched does not belong here.
 */
package dev.orrery.ibc.light.tendermint;
