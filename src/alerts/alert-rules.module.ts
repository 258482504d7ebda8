import { Module } from '@nestjs/common';
import { AlertRules } from './alert-rules.js';

/** The rules of `config/alerts.yaml`, for every room of the alerts. */
@Module({ providers: [AlertRules], exports: [AlertRules] })
export class AlertRulesModule {}
