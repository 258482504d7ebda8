import { Module } from '@nestjs/common';
import { OutboxController } from './outbox.controller.js';
import { Trial } from './trial.js';

/** What only the trial has: the kept mails, and what the start tells of itself. */
@Module({ controllers: [OutboxController], providers: [Trial], exports: [Trial] })
export class TrialModule {}
