import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';

/** Absolute addresses for mails. They name a reference, never a person. */
@Injectable()
export class Links {
  private base: string;

  constructor(config: AppConfig) {
    this.base = (config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`).replace(/\/+$/, '');
  }

  /** The trial learns its port only when it listens. */
  reachedAt(url: string): void {
    this.base = url.replace(/\/+$/, '');
  }

  to(path: string): string {
    return `${this.base}${path}`;
  }
}
