/**
 * New tokens with every block, the more the fewer are bonded. Entry type: {@link dev.orrery.chain.mint.MintModule}. Who gets them is
 * for {@code distribution} to say.
 */
package dev.orrery.chain.mint;
