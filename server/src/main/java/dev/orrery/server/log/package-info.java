/** What the process logs, and in which form. */
package dev.orrery.server.log;
